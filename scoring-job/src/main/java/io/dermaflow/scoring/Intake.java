package io.dermaflow.scoring;

import io.dermaflow.datasets.ObjectStorage;
import io.dermaflow.datasets.StorageException;
import io.dermaflow.datasets.StorageException.Reason;
import io.dermaflow.datasets.StoredObject;
import io.dermaflow.errors.DermaflowException;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The door of our bucket: what browsers PUT below {@code incoming/<uploadId>/} ({@code selfie},
 * {@code selfie.<extension>}, {@code survey.json}) is checked and rewritten below {@code
 * uploads/<uploadId>/}, selfies without metadata (the orientation stays) and named after what they
 * are. What is refused is moved as it came to {@code incoming-refused/}, with its reason in the
 * {@link IntakeLog}. Originals are deleted last.
 *
 * <p>May be killed at any moment and run in any number of processes at once. An original that was
 * overwritten is a new input. Every original is held in memory as a whole, one a thread.
 */
public final class Intake {

  private static final Logger LOG = LoggerFactory.getLogger(Intake.class);

  /** Originals of one upload that are taken in one turn. */
  private static final int MOST_IN_A_TURN = 100;

  /** Uploads in a row at which storage failed: then it is away. */
  private static final int MOST_FAILURES = 10;

  private final ObjectStorage ours;
  private final IntakeLog log;
  private final int threads;
  private final Clock clock;
  private final OriginalCheck check = new OriginalCheck();

  /**
   * @param ours our own bucket; no other is ever written
   * @param threads uploads that a run takes at once
   */
  public Intake(ObjectStorage ours, IntakeLog log, int threads, Clock clock) {
    if (threads < 1) {
      throw new IllegalArgumentException(threads + " threads, expected at least one");
    }
    this.ours = ours;
    this.log = log;
    this.threads = threads;
    this.clock = clock;
  }

  /**
   * Takes everything that is there.
   *
   * @throws StorageException when storage is away; what was not taken is still there
   */
  public IntakeReport run() {
    ExecutorService workers =
        Executors.newFixedThreadPool(
            threads,
            task -> {
              Thread thread = new Thread(task, "intake");
              thread.setDaemon(true);
              return thread;
            });
    Tally tally = new Tally();
    try (Stream<StoredObject> originals = ours.list(IncomingKey.INCOMING)) {
      forEachUpload(
          originals.iterator(),
          upload -> {
            if (tally.coming.size() >= 2 * threads) {
              tally.next();
            }
            tally.coming.add(new Coming(upload, workers.submit(() -> take(upload))));
          });
      while (!tally.coming.isEmpty()) {
        tally.next();
      }
    } finally {
      stop(workers);
    }
    IntakeReport report = tally.report;
    if (!report.equals(IntakeReport.NOTHING)) {
      LOG.info(
          "Intake: {} accepted, {} refused {}, {} left",
          report.accepted(),
          report.refusals(),
          report.refused(),
          report.left());
    }
    return report;
  }

  /**
   * Takes what is there of one upload, and says what became of it, now or before.
   *
   * @throws DermaflowException when this is no id of an upload
   * @throws StorageException when storage fails; what was not taken is still there
   */
  public UploadIntake run(String uploadId) {
    if (!IncomingKey.isUploadId(uploadId)) {
      throw DermaflowException.usage(
          "'" + uploadId + "' is no id of an upload",
          "1 to 128 letters, digits, . _ -",
          "it was not made by this platform");
    }
    long[] left = {0};
    try (Stream<StoredObject> originals = ours.list(IncomingKey.INCOMING + uploadId + "/")) {
      forEachUpload(originals.iterator(), upload -> left[0] += take(upload).left());
    }
    Map<String, IntakeItem> newest = new LinkedHashMap<>();
    for (IntakeItem item : log.find(uploadId)) {
      newest.remove(item.name());
      newest.put(item.name(), item);
    }
    return new UploadIntake(uploadId, List.copyOf(newest.values()), left[0]);
  }

  /** Keys are listed in order, so that an upload's originals come one behind the other. */
  private static void forEachUpload(
      Iterator<StoredObject> originals, Consumer<List<StoredObject>> uploads) {
    List<StoredObject> upload = new ArrayList<>();
    String open = "";
    while (originals.hasNext()) {
      StoredObject original = originals.next();
      if (original.size() == 0 && original.key().endsWith("/")) {
        continue; // how consoles show a folder
      }
      String id = IncomingKey.of(original.key()).uploadId();
      if (!upload.isEmpty() && (!id.equals(open) || upload.size() >= MOST_IN_A_TURN)) {
        uploads.accept(upload);
        upload = new ArrayList<>();
      }
      open = id;
      upload.add(original);
    }
    if (!upload.isEmpty()) {
      uploads.accept(upload);
    }
  }

  /** Takes the originals of one upload: the survey first, and the newest selfie last. */
  private IntakeReport take(List<StoredObject> originals) {
    List<StoredObject> inOrder =
        originals.stream()
            .sorted(
                Comparator.comparing((StoredObject o) -> IncomingKey.of(o.key()).kind())
                    .thenComparing(StoredObject::lastModified))
            .toList();
    IntakeReport[] report = {IntakeReport.left(originals.size())};
    log.alone(
        IncomingKey.of(originals.get(0).key()).storableId(),
        turn -> {
          if (turn.erased()) { // a signed URL outlived its upload
            originals.forEach(original -> ours.delete(original.key()));
            report[0] = IntakeReport.NOTHING;
            return;
          }
          UploadTurn mine = new UploadTurn(ours, check, turn, clock);
          inOrder.forEach(mine::take);
          report[0] = mine.report();
        });
    return report[0];
  }

  /** An upload that is being taken. */
  private record Coming(List<StoredObject> originals, Future<IntakeReport> report) {}

  /** Adds up what comes, in the order of the listing. */
  private static final class Tally {
    final Queue<Coming> coming = new ArrayDeque<>();
    IntakeReport report = IntakeReport.NOTHING;
    private int failures;

    /** Waits for the next upload. One at which storage fails is left; the others go on. */
    void next() {
      Coming next = coming.remove();
      try {
        report = report.plus(next.report.get());
        failures = 0;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw DermaflowException.failed(
            "The intake was interrupted", "to be left to its end", "run it again");
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof StorageException failure)
            || failure.reason() != Reason.UNAVAILABLE
            || ++failures >= MOST_FAILURES) {
          throw e.getCause() instanceof RuntimeException broken
              ? broken
              : new IllegalStateException(e.getCause());
        }
        LOG.warn("Left below incoming/ for the next run: {}", failure.getMessage());
        report = report.plus(IntakeReport.left(next.originals.size()));
      }
    }
  }

  private static void stop(ExecutorService workers) {
    workers.shutdownNow();
    try {
      if (!workers.awaitTermination(1, TimeUnit.MINUTES)) {
        LOG.warn("An upload is still being taken after a minute: storage does not answer");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
