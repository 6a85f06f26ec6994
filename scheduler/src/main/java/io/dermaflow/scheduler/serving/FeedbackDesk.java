package io.dermaflow.scheduler.serving;

import io.dermaflow.recommend.interactions.InteractionKind;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a person did with products. */
public interface FeedbackDesk {

  /**
   * @param at when, or null for now
   */
  record Said(String productId, InteractionKind kind, @Nullable Instant at) {}

  /** One that was not taken, with its place in the list, from 0. */
  record Refused(int index, String reason) {}

  /**
   * @param recomputed whether the person's recommendation was made anew at once
   */
  record Taken(int added, int known, List<Refused> refused, boolean recomputed) {}

  /**
   * Takes feedback; {@code REACTED_BADLY} makes the person's recommendation anew before this
   * returns, in analyses and suggested looks that are kept, too, so that the product is not served
   * again. A look that the person saved stays as it was saved.
   */
  Taken add(String subjectId, List<Said> said);
}
