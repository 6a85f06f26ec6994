package io.dermaflow.scheduler.serving;

import io.dermaflow.datasets.ObjectStorage;
import io.dermaflow.errors.DermaflowException;
import io.dermaflow.models.ModelVersion;
import io.dermaflow.recommend.Recommendation;
import io.dermaflow.scheduler.serving.AnalysisRows.Key;
import io.dermaflow.scheduler.serving.UploadDesk.Begun;
import io.dermaflow.scoring.Intake;
import io.dermaflow.scoring.IntakeItem;
import io.dermaflow.scoring.Outcome;
import io.dermaflow.scoring.OutcomeReason;
import io.dermaflow.scoring.ScoreNow;
import io.dermaflow.scoring.SurveyCheck;
import io.dermaflow.scoring.UploadIntake;
import io.dermaflow.scoring.UploadOutcome;
import io.dermaflow.scoring.UploadRef;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Analyses by the intake, the scorer and the recommender that the jobs use. */
final class ScoredAnalyses implements Analyses {

  private static final String PREFIX = "uploads/";

  private final Intake intake;
  private final ScoreNow scoreNow;
  private final ObjectStorage ours;
  private final String source;
  private final Supplier<ModelVersion> champion;
  private final SignedUploadDesk desk;
  private final AnalysisRows rows;
  private final AnalysisWriter writer;
  private final RecommendNow recommend;

  /**
   * @param source what the bulk job calls our uploads
   * @param champion the model that scores; throws when there is none
   */
  ScoredAnalyses(
      Intake intake,
      ScoreNow scoreNow,
      ObjectStorage ours,
      String source,
      Supplier<ModelVersion> champion,
      SignedUploadDesk desk,
      AnalysisRows rows,
      AnalysisWriter writer,
      RecommendNow recommend) {
    this.intake = intake;
    this.scoreNow = scoreNow;
    this.ours = ours;
    this.source = source;
    this.champion = champion;
    this.desk = desk;
    this.rows = rows;
    this.writer = writer;
    this.recommend = recommend;
  }

  @Override
  public Analysis analyze(String uploadId) {
    UploadIntake taken = intake.run(uploadId);
    String subject = desk.find(uploadId).map(Begun::subjectId).orElse(null);
    Optional<UploadRef> lies = scoreNow.find(ours, PREFIX, uploadId);
    Optional<IntakeItem> selfie = taken.findSelfie();
    if (selfie.isEmpty() && lies.map(UploadRef::selfieKey).isEmpty()) {
      return notArrived(uploadId, subject);
    }
    ModelVersion model = champion.get();
    Optional<IntakeItem> refused =
        taken
            .findSurvey()
            .filter(survey -> !survey.accepted())
            .or(() -> selfie.filter(one -> !one.accepted()));
    String selfieEtag =
        selfie
            .filter(one -> !one.accepted())
            .map(IntakeItem::etag)
            .orElse(lies.map(UploadRef::etag).orElse(""));
    String surveyEtag =
        taken
            .findSurvey()
            .filter(survey -> !survey.accepted())
            .map(IntakeItem::etag)
            .orElse(lies.map(UploadRef::surveyEtag).orElse(""));
    Key key = new Key(uploadId, selfieEtag, surveyEtag, model.id(), model.preprocessing().hash());
    Optional<Analysis> kept = rows.find(key.id()).filter(ScoredAnalyses::isWhole);
    if (kept.isPresent()) {
      return kept.get();
    }
    if (refused.isPresent()) {
      return writer
          .keep(key, setAside(key, subject, refused.get()))
          .orElseGet(() -> notArrived(uploadId, subject));
    }
    return lies.flatMap(ref -> scoreNow.upload(ours, source, ref, model))
        .flatMap(outcome -> writer.keep(outcome, subject))
        .orElseGet(() -> notArrived(uploadId, subject));
  }

  /** One that was made before there was a catalogue is made again. */
  private static boolean isWhole(Analysis kept) {
    return kept.status() == Status.SET_ASIDE || kept.recommendation() != null;
  }

  private Analysis notArrived(String uploadId, @Nullable String subject) {
    return new Analysis(
        Ids.of(List.of(uploadId)),
        uploadId,
        subject,
        Status.NOT_ARRIVED,
        null,
        "",
        null,
        null,
        recommend.now());
  }

  private Analysis setAside(Key key, @Nullable String subject, IntakeItem refused) {
    OutcomeReason reason = refused.reason();
    return new Analysis(
        key.id(),
        key.uploadId(),
        subject,
        Status.SET_ASIDE,
        reason,
        AnalysisWriter.detail(reason, refused.evidence()),
        null,
        null,
        recommend.now());
  }

  @Override
  public Analysis analyze(byte[] selfie, byte @Nullable [] survey) {
    ModelVersion model = champion.get();
    UploadOutcome outcome = scoreNow.bytes("unkept", selfie, anonymous(survey), model);
    OutcomeReason reason =
        outcome.reason() == null ? null : OutcomeReason.valueOf(outcome.reason());
    Recommendation recommendation =
        outcome.outcome() == Outcome.SET_ASIDE
            ? null
            : recommend.recommend(AnalysisWriter.known(outcome, null), recommend.now());
    return new Analysis(
        UUID.randomUUID(),
        null,
        null,
        Status.valueOf(outcome.outcome().name()),
        reason,
        AnalysisWriter.detail(reason, outcome.evidence()),
        outcome.features(),
        recommendation,
        recommend.now());
  }

  /** Nobody's: what a person did before must not show to whoever sends the person's id. */
  private byte @Nullable [] anonymous(byte @Nullable [] survey) {
    if (survey == null) {
      return null;
    }
    try {
      return SurveyCheck.said(null, survey, recommend.now());
    } catch (DermaflowException e) {
      return survey; // scoring says what is wrong with it
    }
  }

  @Override
  public Analysis survey(String subjectId, byte[] survey) {
    ModelVersion model = champion.get();
    String uploadId = desk.beginSurvey(subjectId, survey);
    intake.run(uploadId);
    return scoreNow
        .find(ours, PREFIX, uploadId)
        .flatMap(ref -> scoreNow.upload(ours, source, ref, model))
        .flatMap(outcome -> writer.keepJoined(outcome, subjectId))
        .orElseThrow(
            () ->
                DermaflowException.failed(
                    "The survey of " + subjectId + " was not taken in",
                    "an upload of its own",
                    "the person was erased at the same time: send it again"));
  }

  @Override
  public Optional<Analysis> find(UUID id) {
    return rows.find(id);
  }

  @Override
  public Optional<Analysis> findByUpload(String uploadId) {
    return rows.findByUpload(uploadId);
  }

  @Override
  public List<Analysis> list(String subjectId, int limit) {
    return rows.list(subjectId, limit);
  }
}
