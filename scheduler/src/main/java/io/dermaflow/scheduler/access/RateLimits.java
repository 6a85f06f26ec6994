package io.dermaflow.scheduler.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * A token bucket for each caller: a minute's worth at once, refilled evenly. Kept as the one time
 * at which the bucket will be full again (the generic cell rate algorithm), so that taking is one
 * compare-and-set. Buckets of callers who are silent for two minutes, and those above the most that
 * are kept, are forgotten.
 */
final class RateLimits {

  private static final long MINUTE = Duration.ofMinutes(1).toNanos();
  private static final long SECOND = Duration.ofSeconds(1).toNanos();
  private static final int MOST_CALLERS = 100_000;

  private final String name;
  private final int perMinute;
  private final long interval;
  private final LongSupplier nanos;
  private final String policy;
  private final Cache<String, AtomicLong> fullAt =
      Caffeine.newBuilder()
          .maximumSize(MOST_CALLERS)
          .expireAfterAccess(Duration.ofMinutes(2))
          .build();

  /**
   * @param name what is counted, for the policy header
   * @param nanos time for durations, as {@code System.nanoTime}
   */
  RateLimits(String name, int perMinute, LongSupplier nanos) {
    this.name = name;
    this.perMinute = perMinute;
    this.interval = MINUTE / perMinute;
    this.nanos = nanos;
    policy = "\"" + name + "\";q=" + perMinute + ";w=60";
  }

  /**
   * What came of taking one.
   *
   * @param remaining how many more may be taken now, or -1 when none was left
   * @param seconds until the bucket is full again; until one can be taken when none was left
   */
  record Taken(int remaining, int seconds) {
    boolean isAllowed() {
      return remaining >= 0;
    }
  }

  /** Takes one for a caller. */
  Taken take(String caller) {
    AtomicLong bucket = bucket(caller);
    long now = nanos.getAsLong();
    while (true) {
      long full = bucket.get();
      long used = Math.max(0, full - now);
      if (used + interval > MINUTE) {
        return new Taken(-1, seconds(used + interval - MINUTE));
      }
      if (bucket.compareAndSet(full, now + used + interval)) {
        return new Taken((int) ((MINUTE - used - interval) / interval), seconds(used + interval));
      }
    }
  }

  /** Whether one could be taken. */
  boolean hasSome(String caller) {
    return Math.max(0, bucket(caller).get() - nanos.getAsLong()) + interval <= MINUTE;
  }

  private AtomicLong bucket(String caller) {
    AtomicLong found = fullAt.getIfPresent(caller);
    return found != null ? found : fullAt.get(caller, unused -> new AtomicLong(nanos.getAsLong()));
  }

  private static int seconds(long nanos) {
    return (int) ((nanos + SECOND - 1) / SECOND);
  }

  /** For {@code RateLimit-Policy}. */
  String policy() {
    return policy;
  }

  String name() {
    return name;
  }

  int perMinute() {
    return perMinute;
  }
}
