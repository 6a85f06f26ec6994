package io.dermaflow.datasets;

import io.dermaflow.datasets.Sources.Source;
import io.dermaflow.datasets.likeness.Fingerprint;
import io.dermaflow.datasets.likeness.Fingerprints;
import io.dermaflow.datasets.pictures.Inspection;
import io.dermaflow.datasets.pictures.Picture;
import io.dermaflow.datasets.pictures.PictureCleaner;
import io.dermaflow.datasets.pictures.PictureCodec;
import io.dermaflow.datasets.pictures.PictureFault;
import io.dermaflow.datasets.pictures.PictureInspector;
import io.dermaflow.datasets.pictures.PictureLimits;
import io.dermaflow.datasets.pictures.TimedPictureCodec;
import io.dermaflow.ids.Digests;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Takes the items of a source into the ledger: read, checked, copied under their digest. */
public final class IngestDataset {

  private static final Set<String> SPLITS = Set.of("train", "valid", "test");
  private static final Set<String> REFUSED =
      Set.of("no", "n", "false", "0", "refused", "withdrawn");

  /** Side of a decoded picture from which a fingerprint is made, pixels, at least. */
  private static final int FINGERPRINT_SIDE = 64;

  private static final Duration DECODING = Duration.ofSeconds(20);

  /** Items in work at once: some wait for storage while others are decoded. */
  private static final int AT_ONCE = Math.max(4, 4 * Runtime.getRuntime().availableProcessors());

  private final DatasetLedger ledger;
  private final ObjectStorage ours;
  private final PictureCodec decoder;
  private final PictureInspector inspector = new PictureInspector(PictureLimits.DEFAULT);
  private final PictureCleaner cleaner = new PictureCleaner();
  private final ExecutorService threads =
      Executors.newFixedThreadPool(
          AT_ONCE,
          task -> {
            Thread thread = new Thread(task, "ingest");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * @param ours our bucket, where the bytes are kept
   */
  public IngestDataset(DatasetLedger ledger, ObjectStorage ours, PictureCodec codec) {
    this.ledger = ledger;
    this.ours = ours;
    this.decoder = new TimedPictureCodec(codec, DECODING);
  }

  /**
   * Takes entries that the ledger does not know. Bytes are in the bucket before their row is in the
   * ledger; a second call with the same entries takes nothing.
   *
   * @return number of entries taken
   */
  public int take(
      String dataset, long run, Source source, List<SourceEntry> entries, IntakeRules rules) {
    List<SourceEntry> fresh = once(ledger.unknown(dataset, source.name(), entries));
    boolean inOrder = source.storage() instanceof SequentialStorage;
    List<Future<LedgerItem>> coming = new ArrayList<>();
    List<LedgerItem> items = new ArrayList<>();
    try {
      for (SourceEntry entry : fresh) {
        if (coming.size() - items.size() >= AT_ONCE) {
          items.add(get(coming.get(items.size())));
        }
        Item item = new Item(source, entry);
        if (inOrder) {
          Read read = read(item, rules); // one after the other, as the source has them
          coming.add(threads.submit(() -> examine(item, read, true)));
        } else {
          coming.add(threads.submit(() -> examine(item, read(item, rules), true)));
        }
      }
      while (items.size() < coming.size()) {
        items.add(get(coming.get(items.size())));
      }
    } finally {
      coming.forEach(future -> future.cancel(true));
    }
    ledger.add(dataset, run, items);
    return items.size();
  }

  /** A key that a source names several times counts as it does last. */
  private static List<SourceEntry> once(List<SourceEntry> entries) {
    Map<String, SourceEntry> byKey = new LinkedHashMap<>();
    entries.forEach(entry -> byKey.put(entry.ledgerKey(), entry));
    return List.copyOf(byKey.values());
  }

  private static LedgerItem get(Future<LedgerItem> item) {
    try {
      return item.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while items were taken", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  /** What {@link #take} would make of an entry; writes nothing. */
  public LedgerItem preview(Source source, SourceEntry entry, IntakeRules rules) {
    Item item = new Item(source, entry);
    return examine(item, read(item, rules), false);
  }

  /** An item's bytes, or what became of it without them. */
  private sealed interface Read {
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    record Bytes(byte[] bytes) implements Read {}

    record Aside(LedgerItem item) implements Read {}
  }

  private Read read(Item item, IntakeRules rules) {
    Optional<LedgerItem> refused = item.refusedUnread(rules);
    if (refused.isPresent()) {
      return new Read.Aside(refused.get());
    }
    try {
      return new Read.Bytes(
          item.source.storage().read(item.entry.object().key(), inspector.limits().maxBytes()));
    } catch (StorageException e) {
      String message = String.valueOf(e.getMessage());
      return switch (e.reason()) {
        case TOO_LARGE -> new Read.Aside(item.aside("TOO_LARGE", message));
        case NOT_FOUND, DENIED, DAMAGED -> new Read.Aside(item.aside("UNREADABLE", message));
        default -> throw e; // the whole source is away: the job fails and can be restarted
      };
    }
  }

  private LedgerItem examine(Item item, Read read, boolean keep) {
    if (read instanceof Read.Aside aside) {
      return aside.item;
    }
    byte[] bytes = ((Read.Bytes) read).bytes;
    Inspection inspection = inspector.inspect(bytes);
    if (inspection instanceof Inspection.Refused refusal) {
      return item.aside(refusal.reason().name(), refusal.evidence());
    }
    Inspection.Accepted header = (Inspection.Accepted) inspection;
    byte[] clean;
    try {
      clean = cleaner.clean(bytes, header);
    } catch (IllegalArgumentException e) { // structure that the inspector did not look at
      return item.aside(PictureFault.CORRUPT.name(), String.valueOf(e.getMessage()));
    }
    Picture picture;
    try {
      picture = decoder.decode(clean, header, FINGERPRINT_SIDE);
    } catch (PictureCodec.UndecodableException e) {
      return item.aside(e.fault().name(), String.valueOf(e.getMessage()));
    }
    return Fingerprints.of(picture)
        .map(fingerprint -> ready(item, bytes, clean, header, fingerprint, keep))
        .orElseGet(
            () -> item.aside(PictureFault.BLANK.name(), "one colour all over, nothing to see"));
  }

  private LedgerItem ready(
      Item item,
      byte[] bytes,
      byte[] clean,
      Inspection.Accepted picture,
      Fingerprint fingerprint,
      boolean keep) {
    String sha256 = Digests.sha256(clean);
    String key =
        "datasets/objects/%s/%s.%s"
            .formatted(sha256.substring(0, 2), sha256, picture.format().extension());
    if (keep) {
      ours.write(key, clean, picture.format().contentType());
    }
    return item.ready(sha256, clean == bytes ? null : Digests.sha256(bytes), key, fingerprint);
  }

  /** An entry on its way to the ledger. */
  private record Item(Source source, SourceEntry entry) {

    /** What is known to be wrong without its bytes. */
    Optional<LedgerItem> refusedUnread(IntakeRules rules) {
      Optional<String> fault = ObjectNames.findFault(entry.object().key());
      if (fault.isPresent()) {
        return Optional.of(aside("BAD_NAME", fault.get()));
      }
      String unknown = entry.unknownLabel();
      if (unknown != null) {
        String shown = unknown.isEmpty() ? "no label folder" : "'" + unknown + "'";
        return Optional.of(
            aside("UNKNOWN_LABEL", shown + "; known names are in " + LabelTable.VERSION));
      }
      String split = entry.split();
      if (split != null && !SPLITS.contains(split)) {
        return Optional.of(
            aside("UNKNOWN_SPLIT", "'" + split + "', expected train, valid or test"));
      }
      String consent = entry.details().consent();
      String said = consent == null ? "" : consent.strip().toLowerCase(Locale.ROOT);
      if (REFUSED.contains(said)) {
        return Optional.of(aside("NO_CONSENT", "consent '" + consent + "'"));
      }
      if (rules.consentRequired() && !IntakeRules.AGREED.contains(said)) {
        return Optional.of(
            aside(
                "MISSING_CONSENT",
                said.isEmpty() ? "the source says nothing" : "'" + consent + "', expected yes"));
      }
      return Optional.empty();
    }

    LedgerItem aside(String reason, String evidence) {
      return make(null, ItemState.SET_ASIDE, reason, evidence, null, null, null);
    }

    LedgerItem ready(
        String sha256, @Nullable String sourceSha256, String key, Fingerprint fingerprint) {
      return make(sha256, ItemState.READY, null, null, key, sourceSha256, fingerprint);
    }

    private LedgerItem make(
        @Nullable String sha256,
        ItemState state,
        @Nullable String reason,
        @Nullable String evidence,
        @Nullable String objectKey,
        @Nullable String sourceSha256,
        @Nullable Fingerprint fingerprint) {
      return new LedgerItem(
          entry.ledgerKey(),
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
          objectKey,
          entry.details(),
          source.name(),
          sourceSha256,
          fingerprint);
    }
  }
}
