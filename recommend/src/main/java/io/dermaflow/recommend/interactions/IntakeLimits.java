package io.dermaflow.recommend.interactions;

import io.dermaflow.errors.DermaflowException;
import java.time.Duration;
import java.time.Instant;

/**
 * What an interaction may be like to be taken in.
 *
 * @param ahead how far a sender's clock may be ahead of ours
 * @param earliest what is older has a wrong date
 * @param mostAMinute what a subject does more often within a minute is done by a bot
 */
public record IntakeLimits(Duration ahead, Instant earliest, int mostAMinute) {

  /** Five minutes ahead, nothing before 2000, two a second. */
  public static final IntakeLimits DEFAULT =
      new IntakeLimits(Duration.ofMinutes(5), Instant.parse("2000-01-01T00:00:00Z"), 120);

  public IntakeLimits {
    if (ahead.isNegative() || mostAMinute < 1) {
      throw DermaflowException.usage(
          "Interactions up to " + ahead + " ahead, " + mostAMinute + " a minute",
          "a time that is not negative, and at least 1 a minute",
          "the two are swapped");
    }
  }
}
