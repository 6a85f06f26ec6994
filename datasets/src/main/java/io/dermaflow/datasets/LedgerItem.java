package io.dermaflow.datasets;

import io.dermaflow.datasets.likeness.Fingerprint;
import org.jspecify.annotations.Nullable;

/**
 * An item as the ledger keeps it.
 *
 * @param key key in the source
 * @param etag etag in the source
 * @param size bytes
 * @param sha256 digest of the bytes that are kept, or null when none are
 * @param labels its labels
 * @param subject person behind it, or null
 * @param group group named by the source, or null
 * @param givenSplit split named by the source, or null
 * @param state what became of it
 * @param reason why it was set aside, or null
 * @param evidence what was found, or null
 * @param objectKey where its bytes are in our bucket, or null
 * @param details what else the source says of it
 * @param source the source it came from
 * @param sourceSha256 digest of the bytes in the source where metadata were dropped, or null
 * @param fingerprint by which like pictures are found, or null
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
    @Nullable String objectKey,
    Details details,
    String source,
    @Nullable String sourceSha256,
    @Nullable Fingerprint fingerprint) {

  /** An item of which the source says nothing else. */
  public LedgerItem(
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
      @Nullable String objectKey) {
    this(
        key,
        etag,
        size,
        sha256,
        labels,
        subject,
        group,
        givenSplit,
        state,
        reason,
        evidence,
        objectKey,
        Details.NONE,
        "",
        null,
        null);
  }

  /** Changes with everything that the source says of the item, but its bytes. */
  public String said() {
    return SourceEntry.said(labels, subject, group, givenSplit, details);
  }
}
