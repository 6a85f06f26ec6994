package io.dermaflow.scheduler.serving;

import io.dermaflow.features.FaceFeatures;
import io.dermaflow.recommend.Recommendation;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Looks that were made for, or saved by, a person; one per person and upload and look. */
public interface SavedLooks {

  /**
   * A look.
   *
   * @param skinTone e.g. {@code medium-warm}, or {@code unknown}
   * @param faceShape e.g. {@code oval}, or {@code unknown}
   * @param saved whether the person saved it; one that was only suggested is not
   */
  record SavedLook(
      String subjectId,
      String uploadId,
      String skinTone,
      String faceShape,
      String lips,
      String eyes,
      Recommendation.Look look,
      boolean saved,
      Instant createdAt) {

    /** A look for a face. */
    public static SavedLook of(
        String subjectId,
        String uploadId,
        FaceFeatures face,
        Recommendation.Look look,
        boolean saved,
        Instant createdAt) {
      return new SavedLook(
          subjectId,
          uploadId,
          face.tone(),
          face.shape(),
          face.lips(),
          face.eyes(),
          look,
          saved,
          createdAt);
    }
  }

  /** Keeps a look; the same again changes nothing but {@code saved}. */
  SavedLook keep(SavedLook look);

  /** Looks of a person, newest first; of several per upload the one that was saved comes first. */
  List<SavedLook> list(String subjectId);

  /** The look of an upload: the one saved last, otherwise the one suggested. */
  Optional<SavedLook> find(String uploadId);
}
