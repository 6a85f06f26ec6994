package io.dermaflow.scoring;

import io.dermaflow.datasets.pictures.Inspection;
import io.dermaflow.datasets.pictures.PictureCleaner;
import io.dermaflow.datasets.pictures.PictureInspector;
import io.dermaflow.datasets.pictures.PictureLimits;
import io.dermaflow.scoring.Survey.InvalidSurveyException;
import java.time.Instant;

/** Says what is kept of an original, or why nothing is. Writes nothing. */
final class OriginalCheck {

  /** What scoring takes, too. */
  private final PictureInspector inspector =
      new PictureInspector(PictureLimits.DEFAULT.withMinSide(1));

  private final PictureCleaner cleaner = new PictureCleaner();

  /** What becomes of an original. */
  sealed interface Verdict {

    /** These bytes of it are kept, under this key. */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    record Kept(String key, byte[] bytes, String contentType) implements Verdict {}

    /** It is set aside. */
    record Refused(OutcomeReason reason, String evidence) implements Verdict {}
  }

  /** Largest original of a kind that is read, bytes. */
  long mostBytes(IncomingKey.Kind kind) {
    return kind == IncomingKey.Kind.SURVEY ? Survey.MOST_BYTES : inspector.limits().maxBytes();
  }

  /** Judges an original that has a name of ours. */
  Verdict check(IncomingKey key, byte[] bytes, Instant now) {
    return key.kind() == IncomingKey.Kind.SURVEY ? survey(key, bytes, now) : selfie(key, bytes);
  }

  private static Verdict survey(IncomingKey key, byte[] bytes, Instant now) {
    try {
      Survey.parse(bytes, now);
      // As it came: a later version may know fields that this one does not.
      return new Verdict.Kept(key.surveyKey(), bytes, "application/json");
    } catch (InvalidSurveyException e) {
      return new Verdict.Refused(OutcomeReason.SURVEY_INVALID, String.valueOf(e.getMessage()));
    }
  }

  private Verdict selfie(IncomingKey key, byte[] bytes) {
    Inspection inspection = inspector.inspect(bytes);
    if (inspection instanceof Inspection.Refused refused) {
      return new Verdict.Refused(
          OutcomeReason.valueOf(refused.reason().name()), refused.evidence());
    }
    Inspection.Accepted picture = (Inspection.Accepted) inspection;
    try {
      return new Verdict.Kept(
          key.selfiePrefix() + picture.format().extension(),
          cleaner.clean(bytes, picture),
          picture.format().contentType());
    } catch (IllegalArgumentException e) { // structure that the inspector did not look at
      return new Verdict.Refused(OutcomeReason.CORRUPT, String.valueOf(e.getMessage()));
    }
  }
}
