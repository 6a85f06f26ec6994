package io.dermaflow.datasets;

import io.dermaflow.datasets.Sources.Source;
import io.dermaflow.datasets.pictures.Inspection;
import io.dermaflow.datasets.pictures.PictureInspector;
import io.dermaflow.datasets.pictures.PictureLimits;
import io.dermaflow.ids.Digests;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Takes the items of a source into the ledger: read, checked, copied under their digest. */
public final class IngestDataset {

  private static final Set<String> SPLITS = Set.of("train", "valid", "test");

  private final DatasetLedger ledger;
  private final ObjectStorage ours;
  private final PictureInspector inspector = new PictureInspector(PictureLimits.DEFAULT);

  /**
   * @param ours our bucket, where the bytes are kept
   */
  public IngestDataset(DatasetLedger ledger, ObjectStorage ours) {
    this.ledger = ledger;
    this.ours = ours;
  }

  /**
   * Takes those entries that the ledger does not know. Bytes are in the bucket before their row is
   * in the ledger; a second call with the same entries takes nothing.
   *
   * @return number of entries taken
   */
  public int take(String dataset, long run, Source source, List<SourceEntry> entries) {
    List<SourceEntry> fresh = ledger.unknown(dataset, entries);
    List<LedgerItem> items =
        fresh.parallelStream().map(entry -> inspect(source, entry, true)).toList();
    ledger.add(dataset, run, items);
    return items.size();
  }

  /** What {@link #take} would make of an entry; writes nothing. */
  public LedgerItem preview(Source source, SourceEntry entry) {
    return inspect(source, entry, false);
  }

  private LedgerItem inspect(Source source, SourceEntry entry, boolean keep) {
    String unknown = entry.unknownLabel();
    if (unknown != null) {
      String shown = unknown.isEmpty() ? "no label folder" : "'" + unknown + "'";
      return aside(entry, "UNKNOWN_LABEL", shown + "; known names are in " + LabelTable.VERSION);
    }
    String split = entry.split();
    if (split != null && !SPLITS.contains(split)) {
      return aside(entry, "UNKNOWN_SPLIT", "'" + split + "', expected train, valid or test");
    }
    byte[] bytes;
    try {
      bytes = source.storage().read(entry.object().key(), PictureLimits.DEFAULT.maxBytes());
    } catch (StorageException e) {
      return switch (e.reason()) {
        case TOO_LARGE -> aside(entry, "TOO_LARGE", String.valueOf(e.getMessage()));
        case NOT_FOUND, DENIED -> aside(entry, "UNREADABLE", String.valueOf(e.getMessage()));
        default -> throw e; // the whole source is away: the job fails and can be restarted
      };
    }
    Inspection inspection = inspector.inspect(bytes);
    if (inspection instanceof Inspection.Refused refused) {
      return aside(entry, refused.reason().name(), refused.evidence());
    }
    return ready(entry, bytes, (Inspection.Accepted) inspection, keep);
  }

  private LedgerItem ready(
      SourceEntry entry, byte[] bytes, Inspection.Accepted picture, boolean keep) {
    String sha256 = Digests.sha256(bytes);
    String key =
        "datasets/objects/%s/%s.%s"
            .formatted(sha256.substring(0, 2), sha256, picture.format().extension());
    if (keep) {
      ours.write(key, bytes, picture.format().contentType());
    }
    return item(entry, sha256, ItemState.READY, null, null, key);
  }

  private static LedgerItem aside(SourceEntry entry, String reason, String evidence) {
    return item(entry, null, ItemState.SET_ASIDE, reason, evidence, null);
  }

  private static LedgerItem item(
      SourceEntry entry,
      @Nullable String sha256,
      ItemState state,
      @Nullable String reason,
      @Nullable String evidence,
      @Nullable String objectKey) {
    return new LedgerItem(
        entry.object().key(),
        entry.object().etag(),
        entry.object().size(),
        sha256,
        entry.labels(),
        entry.subject(),
        entry.group(),
        entry.split(),
        state,
        reason,
        evidence,
        objectKey);
  }
}
