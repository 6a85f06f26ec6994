package io.dermaflow.scheduler.serving.answers;

import io.dermaflow.errors.DermaflowException;
import io.dermaflow.features.FeatureReader;
import io.dermaflow.features.Publication;
import io.dermaflow.features.Publications;
import io.dermaflow.scheduler.serving.LiveRecommendations;
import io.dermaflow.scheduler.serving.PublishedAnswers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks several times a second which publication is served and who has changed since, and tells
 * what keeps answers. When the database has been silent for too long, whoever reads looks for
 * himself: rather no answer than one that may have been replaced.
 */
final class SwitchWatch implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(SwitchWatch.class);

  private static final long EVERY_MILLIS = 200;
  private static final long SILENCE = millis(PublishedAnswers.LAG_MILLIS * 10);
  private static final long BREATH = millis(1_000);
  private static final long SAY_EVERY = Duration.ofMinutes(1).toNanos();
  private static final int SAMPLES = 6;

  private final FeatureReader reader;
  private final LiveRecommendations live;
  private final Publications publications;
  private final long capacity;
  private final LongSupplier nanos;
  private final AtomicLong changes = new AtomicLong();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "publication-watch");
            thread.setDaemon(true);
            return thread;
          });

  private volatile Listener listener = new Listener() {};
  private volatile @Nullable Served served;
  private volatile long seenAt;
  private @Nullable DermaflowException failure;
  private long failedAt;
  private long saidAt;

  /** What keeps answers. It is told before anybody can read of the change. */
  interface Listener {
    default void switched() {}

    default void changed(Set<String> unused) {}
  }

  /**
   * @param capacity bytes there are for answers
   * @param nanos {@link System#nanoTime}
   */
  SwitchWatch(
      FeatureReader reader,
      LiveRecommendations live,
      Publications publications,
      long capacity,
      LongSupplier nanos) {
    this.reader = reader;
    this.live = live;
    this.publications = publications;
    this.capacity = capacity;
    this.nanos = nanos;
    this.saidAt = nanos.getAsLong() - SAY_EVERY;
  }

  private static long millis(long millis) {
    return Duration.ofMillis(millis).toNanos();
  }

  void tell(Listener who) {
    listener = who;
  }

  void start() {
    timer.scheduleWithFixedDelay(
        this::lookQuietly, EVERY_MILLIS, EVERY_MILLIS, TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }

  private void lookQuietly() {
    try {
      look();
    } catch (RuntimeException e) {
      long now = nanos.getAsLong();
      if (now - saidAt >= SAY_EVERY) {
        saidAt = now;
        LOG.warn("What is served cannot be looked up: {}", e.getMessage());
      }
    }
  }

  /**
   * Grows with every change, before what is kept is dropped: who keeps something that was read
   * before drops it again when this has grown meanwhile.
   */
  long changes() {
    return changes.get();
  }

  /**
   * What is served.
   *
   * @throws DermaflowException when the database has not answered for too long
   */
  Served current() {
    Served now = served;
    return now != null && nanos.getAsLong() - seenAt < SILENCE ? now : look();
  }

  /** What was served when somebody looked last, or null before. */
  @Nullable Served known() {
    return served;
  }

  /** Looks now. Who waited while somebody else did takes what was found. */
  Served look() {
    long asked = nanos.getAsLong();
    synchronized (this) {
      Served now = served;
      if (now != null && seenAt - asked > 0) {
        return now;
      }
      DermaflowException told = failure;
      if (told != null && failedAt + BREATH - asked > 0) {
        throw told;
      }
      long begun = nanos.getAsLong();
      try {
        Served next = read(now);
        failure = null;
        served = next;
        seenAt = begun;
        return next;
      } catch (RuntimeException e) {
        failedAt = nanos.getAsLong();
        failure =
            DermaflowException.failed(
                "What is served cannot be looked up",
                "a database that answers",
                "it does in some seconds",
                e);
        throw failure;
      }
    }
  }

  private Served read(@Nullable Served before) {
    // The revision first: what changes after it is seen the next time.
    long revision = live.revision();
    Optional<Publication> current = reader.findCurrent();
    if (before == null || !before.isOf(current) || revision < before.revision()) {
      Served next = next(current, revision);
      changes.incrementAndGet();
      listener.switched();
      return next;
    }
    if (revision == before.revision()) {
      return before;
    }
    Set<String> changed = live.changedSince(before.revision());
    changes.incrementAndGet();
    listener.changed(changed);
    return new Served(before.publication(), before.publishedAt(), revision, before.packing());
  }

  private Served next(Optional<Publication> current, long revision) {
    if (current.isEmpty()) {
      return new Served(0, null, revision, Packing.PLAIN);
    }
    Publication publication = current.get();
    Instant at = publication.publishedAt();
    Map<String, String> page = publications.page(publication.id(), "", SAMPLES);
    List<byte[]> samples =
        page.entrySet().stream()
            .map(
                e ->
                    AnswerJson.of(
                        publication.id(), at, e.getKey(), AnswerJson.PUBLICATION, e.getValue()))
            .toList();
    Packing packing = Packing.of(samples, publication.subjects(), capacity);
    return new Served(publication.id(), at, revision, packing);
  }
}
