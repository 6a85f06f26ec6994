package io.dermaflow.client;

import java.net.http.HttpHeaders;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Decides whether a call that failed is made again, and waits before it is. */
final class Retries {

  private static final int MOST_DOUBLINGS = 20;

  private final RetryPolicy policy;
  private final Clock clock;
  private final RandomGenerator random;
  private final Sleeper sleeper;

  /** Waits. */
  interface Sleeper {
    void sleep(Duration pause) throws InterruptedException;
  }

  Retries(RetryPolicy policy, Clock clock, RandomGenerator random, Sleeper sleeper) {
    this.policy = policy;
    this.clock = clock;
    this.random = random;
    this.sleeper = sleeper;
  }

  /**
   * Waits until the next attempt.
   *
   * @param attempt the one that failed, from 1
   * @param repeatable whether the call changes nothing when it is made again
   * @throws ApiException {@code failure}, when there is to be no further attempt
   */
  void pauseAfter(ApiException failure, int attempt, boolean repeatable) {
    Duration asked =
        failure instanceof ProblemException problem ? problem.findRetryAfter().orElse(null) : null;
    if (attempt >= policy.attempts()
        || !mayHelp(failure, repeatable)
        || (asked != null && asked.compareTo(policy.longestPause()) > 0)) {
      throw failure;
    }
    try {
      sleeper.sleep(pause(asked, attempt));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      failure.addSuppressed(e);
      throw failure;
    }
  }

  private static boolean mayHelp(ApiException failure, boolean repeatable) {
    if (failure instanceof ProblemException problem) {
      return switch (problem.status()) {
        case 429 -> true; // refused before anything was done
        case 502, 503, 504 -> repeatable;
        default -> false;
      };
    }
    return repeatable || (failure instanceof UnreachableException away && !away.sent());
  }

  private Duration pause(@Nullable Duration asked, int attempt) {
    if (asked != null) {
      // Not all callers at the same moment.
      return asked.plusNanos(part(policy.firstPause().toNanos()));
    }
    long doubled = policy.firstPause().toNanos() << Math.min(attempt - 1, MOST_DOUBLINGS);
    long longest = Math.min(Math.max(doubled, 0), policy.longestPause().toNanos());
    return Duration.ofNanos(longest - part(longest / 2));
  }

  private long part(long nanos) {
    return nanos <= 0 ? 0 : random.nextLong(nanos);
  }

  /** {@code Retry-After} in seconds or as a date; empty without a sound one. */
  Optional<Duration> findRetryAfter(HttpHeaders headers) {
    String text = headers.firstValue("Retry-After").orElse("").strip();
    if (text.matches("[0-9]{1,9}")) {
      return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
    }
    try {
      Instant date = Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text));
      Duration left = Duration.between(clock.instant(), date);
      return Optional.of(left.isNegative() ? Duration.ZERO : left);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
