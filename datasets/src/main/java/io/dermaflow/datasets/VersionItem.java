package io.dermaflow.datasets;

/**
 * An item of a version.
 *
 * @param id its number in the ledger
 * @param key key in the source it came from
 * @param sha256 digest of the bytes
 * @param objectKey where its bytes are in our bucket
 * @param labels its labels
 * @param group its group
 * @param split {@code train}, {@code valid} or {@code test}
 */
public record VersionItem(
    long id,
    String key,
    String sha256,
    String objectKey,
    Labels labels,
    String group,
    String split) {}
