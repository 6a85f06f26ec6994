package io.dermaflow.recommend.interactions;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Something that a subject did with a product; the four together are its key.
 *
 * @param subject pseudonymous id
 * @param product id of a product of the catalogue
 * @param kind what was done
 * @param at when, in microseconds
 */
public record Interaction(String subject, String product, InteractionKind kind, Instant at) {

  public Interaction {
    at = at.truncatedTo(ChronoUnit.MICROS);
  }
}
