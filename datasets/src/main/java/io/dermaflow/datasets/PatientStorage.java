package io.dermaflow.datasets;

import io.dermaflow.datasets.StorageException.Reason;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Reads a place that fails now and then: what is unavailable is asked for again, with growing
 * pauses. Two cases are told apart that look alike from a single call: an object that cannot be
 * read though others can ({@link Reason#UNREADABLE}: give it up), and a place that answers nobody
 * ({@link Reason#UNAVAILABLE}, after a time of silence: give the work up). Where others are read
 * now and then only, the place is at fault, and an object gets more attempts. A listing that breaks
 * is gone on with after the last key it gave. Writing is passed on as it is.
 */
public final class PatientStorage implements ObjectStorage {

  /** Answers for each attempt that failed, from which on a place counts as well. */
  private static final int WELL = 10;

  /** So many times the usual attempts are made at a place that is not. */
  private static final int MORE = 5;

  /** How long, and how often. */
  public record Patience(
      int attempts, Duration firstPause, Duration longestPause, Duration silence) {

    /** 8 attempts over about 12 seconds; 10 minutes without any answer. */
    public static final Patience DEFAULT =
        new Patience(8, Duration.ofMillis(100), Duration.ofSeconds(5), Duration.ofMinutes(10));

    public Patience {
      if (attempts < 1) {
        throw new IllegalArgumentException(attempts + " attempts, expected at least 1");
      }
    }
  }

  /** Waits. */
  @FunctionalInterface
  public interface Pause {
    /** Of this thread. */
    Pause SLEEP = time -> Thread.sleep(time.toMillis());

    void take(Duration time) throws InterruptedException;
  }

  private final ObjectStorage storage;
  private final Patience patience;
  private final Clock clock;
  private final Pause pause;
  private final AtomicLong retries = new AtomicLong();
  private final AtomicLong answers = new AtomicLong();
  private final SplittableRandom jitter;
  private volatile Instant lastAnswer;

  /**
   * @param seed of the pauses' random part
   */
  public PatientStorage(
      ObjectStorage storage, Patience patience, Clock clock, Pause pause, long seed) {
    this.storage = storage;
    this.patience = patience;
    this.clock = clock;
    this.pause = pause;
    this.lastAnswer = clock.instant();
    this.jitter = new SplittableRandom(seed);
  }

  /** Calls that were made again so far. */
  public long retries() {
    return retries.get();
  }

  @Override
  public Stream<StoredObject> list(String prefix, String after) {
    return StreamSupport.stream(
        Spliterators.spliteratorUnknownSize(
            new PatientListing(prefix, after), Spliterator.ORDERED | Spliterator.NONNULL),
        false);
  }

  @Override
  public Stream<StoredObject> list(String prefix) {
    return list(prefix, "");
  }

  @Override
  public Optional<StoredObject> find(String key) {
    return patiently(() -> storage.find(key));
  }

  @Override
  public byte[] read(String key, long maxBytes) {
    return patiently(() -> storage.read(key, maxBytes));
  }

  @Override
  public FetchedObject fetch(String key, long maxBytes) {
    return patiently(() -> storage.fetch(key, maxBytes));
  }

  @Override
  public byte[] readRange(String key, long offset, int length) {
    return patiently(() -> storage.readRange(key, offset, length));
  }

  @Override
  public StoredObject write(String key, byte[] bytes, String contentType) {
    return storage.write(key, bytes, contentType);
  }

  @Override
  public StoredObject writeFile(String key, Path file, String contentType) {
    return storage.writeFile(key, file, contentType);
  }

  @Override
  public void readToFile(String key, Path file) {
    storage.readToFile(key, file);
  }

  @Override
  public void delete(String key) {
    storage.delete(key);
  }

  @Override
  public void close() {
    storage.close();
  }

  private <T> T patiently(Supplier<T> call) {
    Instant started = clock.instant();
    long before = answers.get();
    for (int attempt = 1; ; attempt++) {
      try {
        T answer = call.get();
        answered();
        return answer;
      } catch (StorageException e) {
        if (e.reason() != Reason.UNAVAILABLE) {
          answered(); // a clear no is an answer
          throw e;
        }
        giveUp(started, attempt, answers.get() - before, e);
      }
      rest(attempt);
    }
  }

  private void answered() {
    lastAnswer = clock.instant(); // two at once: either will do
    answers.incrementAndGet();
  }

  /**
   * Throws when another attempt makes no sense.
   *
   * @param others answers to others meanwhile
   */
  private void giveUp(Instant started, int attempt, long others, StorageException last) {
    Instant heard = lastAnswer;
    int most = others >= (long) WELL * attempt ? patience.attempts() : MORE * patience.attempts();
    if (attempt >= most && others > 0) {
      throw new StorageException(
          Reason.UNREADABLE,
          "not read in %d attempts, while others were: %s".formatted(attempt, last.getMessage()),
          last);
    }
    Instant since = heard.isAfter(started) ? heard : started;
    if (Duration.between(since, clock.instant()).compareTo(patience.silence()) >= 0) {
      throw new StorageException(
          Reason.UNAVAILABLE,
          "no answer for %d s: %s".formatted(patience.silence().toSeconds(), last.getMessage()),
          last);
    }
  }

  /** Between half of and a full pause, twice as long with every attempt. */
  private void rest(int attempt) {
    retries.incrementAndGet();
    double doubled = patience.firstPause().toMillis() * Math.pow(2, Math.min(20, attempt - 1));
    double most = Math.min(doubled, patience.longestPause().toMillis());
    double share;
    synchronized (jitter) {
      share = 0.5 + 0.5 * jitter.nextDouble();
    }
    try {
      pause.take(Duration.ofMillis(Math.max(1, (long) (most * share))));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StorageException(Reason.UNAVAILABLE, "interrupted while waiting for an answer", e);
    }
  }

  /** Opens the listing again where it broke. */
  private final class PatientListing implements Iterator<StoredObject> {

    private final String prefix;
    private String after;
    private Iterator<StoredObject> open;

    PatientListing(String prefix, String after) {
      this.prefix = prefix;
      this.after = after;
      this.open = patiently(() -> storage.list(prefix, after).iterator());
    }

    @Override
    public boolean hasNext() {
      boolean[] broken = {false};
      return patiently(
          () -> {
            if (broken[0]) {
              open = storage.list(prefix, after).iterator();
            }
            broken[0] = true;
            boolean more = open.hasNext();
            broken[0] = false;
            return more;
          });
    }

    @Override
    public StoredObject next() {
      StoredObject object = open.next();
      after = object.key();
      return object;
    }
  }
}
