package io.dermaflow.datasets;

import org.jspecify.annotations.Nullable;

/**
 * An item as the ledger keeps it.
 *
 * @param key key in the source
 * @param etag etag in the source
 * @param size bytes
 * @param sha256 digest of the bytes, or null when they were not read
 * @param labels its labels
 * @param subject person behind it, or null
 * @param group group named by the source, or null
 * @param givenSplit split named by the source, or null
 * @param state what became of it
 * @param reason why it was set aside, or null
 * @param evidence what was found, or null
 * @param objectKey where its bytes are in our bucket, or null
 */
public record LedgerItem(
    String key,
    String etag,
    long size,
    @Nullable String sha256,
    Labels labels,
    @Nullable String subject,
    @Nullable String group,
    @Nullable String givenSplit,
    ItemState state,
    @Nullable String reason,
    @Nullable String evidence,
    @Nullable String objectKey) {}
