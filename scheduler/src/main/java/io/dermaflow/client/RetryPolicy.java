package io.dermaflow.client;

import java.time.Duration;

/**
 * How often and when a call is tried again: those that change nothing when repeated after 429, 502,
 * 503, 504 or without an answer; all others after 429, or when nothing was sent.
 *
 * @param attempts how often a call is made at most, 1 for no repetition
 * @param firstPause pause before the second attempt; it doubles from there, and a random part of up
 *     to half of it is taken off. The answer's {@code Retry-After} goes first
 * @param longestPause longest pause; an answer that asks for more ends the call
 */
public record RetryPolicy(int attempts, Duration firstPause, Duration longestPause) {

  /** Four attempts within a few seconds, or as the answers ask for up to half a minute each. */
  public static final RetryPolicy DEFAULT =
      new RetryPolicy(4, Duration.ofMillis(200), Duration.ofSeconds(30));

  /** One attempt. */
  public static final RetryPolicy NONE = new RetryPolicy(1, Duration.ZERO, Duration.ZERO);

  public RetryPolicy {
    if (attempts < 1 || attempts > 20) {
      throw new IllegalArgumentException("attempts " + attempts + ", expected 1..20");
    }
    if (firstPause.isNegative() || longestPause.compareTo(firstPause) < 0) {
      throw new IllegalArgumentException(
          "pauses %s and %s, expected the second not to be shorter than the first"
              .formatted(firstPause, longestPause));
    }
  }
}
