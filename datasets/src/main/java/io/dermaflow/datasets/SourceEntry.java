package io.dermaflow.datasets;

import org.jspecify.annotations.Nullable;

/**
 * An item that a source offers, before its bytes are read.
 *
 * @param object where it lies
 * @param labels what the source says of it
 * @param subject person behind it, or null
 * @param group items of one group stay in one split, or null
 * @param split {@code train valid test} as given, or null
 * @param unknownLabel a label that the table does not know, or null
 */
public record SourceEntry(
    StoredObject object,
    Labels labels,
    @Nullable String subject,
    @Nullable String group,
    @Nullable String split,
    @Nullable String unknownLabel) {}
