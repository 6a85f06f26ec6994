package io.dermaflow.scheduler.serving;

import io.dermaflow.features.SkinFeatures;
import io.dermaflow.models.Head;
import io.dermaflow.recommend.Recommendation;
import io.dermaflow.scheduler.serving.Analyses.Analysis;
import io.dermaflow.scheduler.serving.Analyses.Status;
import io.dermaflow.scheduler.serving.AnalysisRows.Key;
import io.dermaflow.scheduler.serving.RecommendNow.Made;
import io.dermaflow.scheduler.serving.SavedLooks.SavedLook;
import io.dermaflow.scoring.ErasedUploads;
import io.dermaflow.scoring.Outcome;
import io.dermaflow.scoring.OutcomeReason;
import io.dermaflow.scoring.UploadOutcome;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Recommends for what was scored and keeps the analysis, the live recommendation and the suggested
 * look, all or none; none of an upload that was erased meanwhile.
 */
final class AnalysisWriter {

  private final AnalysisRows rows;
  private final SavedLooks looks;
  private final RecommendNow recommend;
  private final ErasedUploads erased;
  private final TransactionTemplate transaction;

  AnalysisWriter(
      AnalysisRows rows,
      SavedLooks looks,
      RecommendNow recommend,
      ErasedUploads erased,
      TransactionTemplate transaction) {
    this.rows = rows;
    this.looks = looks;
    this.recommend = recommend;
    this.erased = erased;
    this.transaction = transaction;
  }

  /** Keeps an analysis as it is; empty when its upload was erased. */
  Optional<Analysis> keep(Key key, Analysis analysis) {
    return unlessErased(
        key.uploadId(),
        () -> {
          rows.keep(key, analysis);
          return analysis;
        });
  }

  /**
   * Keeps what scoring found in a picture.
   *
   * @param begunFor whose the upload was begun as, or null
   */
  Optional<Analysis> keep(UploadOutcome outcome, @Nullable String begunFor) {
    SkinFeatures own = outcome.features();
    String subject = own == null || own.subjectId() == null ? begunFor : own.subjectId();
    return unlessErased(
        outcome.uploadId(),
        () -> {
          Made made = outcome.outcome() == Outcome.SET_ASIDE ? null : make(outcome, subject);
          Status status = Status.valueOf(outcome.outcome().name());
          return write(outcome, subject, status, own, made);
        });
  }

  /** Keeps what scoring made of a survey alone, with what was known of the person's skin. */
  Optional<Analysis> keepJoined(UploadOutcome outcome, String subject) {
    return unlessErased(
        outcome.uploadId(),
        () -> {
          recommend.alone(subject);
          Made made = recommend.make(subject).orElse(null);
          boolean seen = made != null && made.features().answered();
          return write(
              outcome,
              subject,
              seen ? Status.SCORED : Status.ABSTAINED,
              made == null ? null : made.features(),
              made);
        });
  }

  private Optional<Analysis> unlessErased(String uploadId, Supplier<Analysis> work) {
    return Objects.requireNonNull(
        transaction.execute(
            status ->
                erased.among(List.of(uploadId)).isEmpty()
                    ? Optional.of(work.get())
                    : Optional.<Analysis>empty()));
  }

  /** For the person as far as there is one, else for the picture. */
  private Made make(UploadOutcome outcome, @Nullable String subject) {
    if (subject != null) {
      recommend.alone(subject);
      Optional<Made> ofPerson = recommend.make(subject);
      if (ofPerson.isPresent()) {
        return ofPerson.get();
      }
    }
    Instant at = recommend.now();
    SkinFeatures known = known(outcome, subject);
    return new Made(known, recommend.recommend(known, at), at);
  }

  /** The features of an outcome; where there are none, that the picture says nothing. */
  static SkinFeatures known(UploadOutcome outcome, @Nullable String subject) {
    SkinFeatures own = outcome.features();
    if (own != null) {
      return own;
    }
    return SkinFeatures.of(
            outcome.uploadId(),
            outcome.etag(),
            outcome.modelId(),
            outcome.preprocessing(),
            outcome.at())
        .withSubject(subject)
        .withAbstained(Map.of(Head.SEVERITY.key(), String.valueOf(outcome.reason())))
        .build();
  }

  private Analysis write(
      UploadOutcome outcome,
      @Nullable String subject,
      Status status,
      @Nullable SkinFeatures features,
      @Nullable Made made) {
    OutcomeReason reason =
        outcome.reason() == null || status == Status.SCORED
            ? null
            : OutcomeReason.valueOf(outcome.reason());
    Key key =
        new Key(
            outcome.uploadId(),
            outcome.etag(),
            outcome.surveyEtag(),
            outcome.modelId(),
            outcome.preprocessing());
    Analysis analysis =
        new Analysis(
            key.id(),
            outcome.uploadId(),
            subject,
            status,
            reason,
            detail(reason, outcome.evidence()),
            features,
            made == null ? null : made.recommendation(),
            recommend.now());
    rows.keep(key, analysis);
    if (subject != null && made != null && made.recommendation() != null) {
      looks.keep(suggested(subject, outcome.uploadId(), made, made.recommendation()));
      recommend.show(subject, made);
    }
    return analysis;
  }

  private static SavedLook suggested(
      String subject, String uploadId, Made made, Recommendation recommendation) {
    return SavedLook.of(
        subject, uploadId, made.features().face(), recommendation.look(), false, made.at());
  }

  /** A reason in words, with what was found; empty without one. */
  static String detail(@Nullable OutcomeReason reason, @Nullable String evidence) {
    if (reason == null) {
      return "";
    }
    return evidence == null ? reason.meaning() : reason.meaning() + ": " + evidence;
  }
}
