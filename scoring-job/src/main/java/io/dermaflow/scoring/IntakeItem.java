package io.dermaflow.scoring;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What became of one version of an original below {@code incoming/}.
 *
 * @param uploadId the upload; whatever stood there where that is no id
 * @param name name of the original, e.g. {@code selfie.jpg}
 * @param etag its version, as storage gave it
 * @param size bytes of the original
 * @param outcome whether it is an input of scoring now
 * @param reason why not; null where it is
 * @param evidence what was found, for a person; null where it was accepted
 * @param key where its bytes are now
 * @param at when it was taken last
 */
public record IntakeItem(
    String uploadId,
    String name,
    String etag,
    long size,
    Outcome outcome,
    @Nullable OutcomeReason reason,
    @Nullable String evidence,
    String key,
    Instant at) {

  /** Names are stored: never rename one. */
  public enum Outcome {
    /** Rewritten without metadata below {@code uploads/}. */
    ACCEPTED,
    /** Set aside as it came below {@code incoming-refused/}. */
    REFUSED
  }

  public IntakeItem {
    if ((outcome == Outcome.REFUSED) != (reason != null)) {
      throw new IllegalArgumentException(
          "%s with reason %s, expected a reason of what is refused alone"
              .formatted(outcome, reason));
    }
  }

  public boolean accepted() {
    return outcome == Outcome.ACCEPTED;
  }
}
