package io.dermaflow.scheduler.serving;

import io.dermaflow.features.FaceFeatures;
import io.dermaflow.features.SkinFeatures;
import io.dermaflow.recommend.Recommendation;
import io.dermaflow.scoring.OutcomeReason;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The one picture that cannot wait: intake, score and recommend at once, with the code of the jobs.
 */
public interface Analyses {

  /** What became of a picture. Names are part of the API. */
  enum Status {
    /** There are features and, with a catalogue, a recommendation. */
    SCORED,
    /** A picture about which we say nothing; the recommendation is of basics only. */
    ABSTAINED,
    /** Not a picture that we take, or a survey that we do not; see the reason. */
    SET_ASIDE,
    /** Nothing has arrived under this upload yet. */
    NOT_ARRIVED
  }

  /**
   * An analysis.
   *
   * @param id stable: the same upload, selfie, survey and model give the same id
   * @param uploadId null for bytes that were not kept
   * @param subjectId whose it is, or null
   * @param reason why there is no full answer, or null
   * @param detail the reason in words, with the figures; empty without one
   * @param features null unless {@code SCORED}, or {@code ABSTAINED} with something to say
   * @param recommendation null where there is no catalogue, or no features
   */
  record Analysis(
      UUID id,
      @Nullable String uploadId,
      @Nullable String subjectId,
      Status status,
      @Nullable OutcomeReason reason,
      String detail,
      @Nullable SkinFeatures features,
      @Nullable Recommendation recommendation,
      Instant createdAt) {

    /** The face that was seen; nothing is known of it without features. */
    public FaceFeatures face() {
      return features == null ? FaceFeatures.UNKNOWN : features.face();
    }
  }

  /**
   * Analyses an upload and keeps the result: features where the bulk job keeps them, the
   * recommendation as the subject's newest, see {@link LiveRecommendations}. Asked again for the
   * same selfie, survey and model it answers from what was kept.
   *
   * @throws io.dermaflow.errors.DermaflowException (usage) when this is no id of an upload,
   *     (failed) when no model has been promoted yet
   */
  Analysis analyze(String uploadId);

  /**
   * Analyses bytes; nothing is kept.
   *
   * @param survey the survey as JSON, or null
   */
  Analysis analyze(byte[] selfie, byte @Nullable [] survey);

  /**
   * A survey alone: its features are kept, and what is known of the person's skin is joined with
   * it.
   *
   * @throws io.dermaflow.errors.DermaflowException (usage) naming the field that is wrong
   */
  Analysis survey(String subjectId, byte[] survey);

  /** An analysis that was kept. */
  Optional<Analysis> find(UUID id);

  /** The newest analysis of an upload. */
  Optional<Analysis> findByUpload(String uploadId);

  /** Analyses of a person, newest first. */
  List<Analysis> list(String subjectId, int limit);
}
