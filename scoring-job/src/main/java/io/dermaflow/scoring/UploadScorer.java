package io.dermaflow.scoring;

import io.dermaflow.datasets.ObjectStorage;
import io.dermaflow.datasets.StorageException;
import io.dermaflow.datasets.pictures.Inspection;
import io.dermaflow.datasets.pictures.Picture;
import io.dermaflow.datasets.pictures.PictureCodec;
import io.dermaflow.datasets.pictures.PictureCodec.UndecodableException;
import io.dermaflow.datasets.pictures.PictureInspector;
import io.dermaflow.datasets.pictures.PictureLimits;
import io.dermaflow.features.Outcome;
import io.dermaflow.features.SkinFeatures;
import io.dermaflow.features.UploadOutcome;
import io.dermaflow.models.Condition;
import io.dermaflow.models.Evaluation;
import io.dermaflow.models.FaceBox;
import io.dermaflow.models.FaceDetector;
import io.dermaflow.models.Head;
import io.dermaflow.models.HeadOutputs;
import io.dermaflow.models.ModelVersion;
import io.dermaflow.models.Predictor;
import io.dermaflow.models.Preprocessing;
import io.dermaflow.models.Preprocessor;
import io.dermaflow.models.Severity;
import io.dermaflow.models.SkinScore;
import io.dermaflow.models.SkinTone;
import io.dermaflow.models.SkinType;
import io.dermaflow.scoring.Survey.InvalidSurveyException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Scores uploads with one model: read, check, find the face, predict, and say what came of it. */
final class UploadScorer {

  private static final long SURVEY_BYTES = 64 << 10;

  private final ObjectStorage storage;
  private final PictureCodec codec;
  private final FaceDetector faces;
  private final Predictor predictor;
  private final ModelVersion model;
  private final Preprocessor preprocessor;
  private final PictureInspector inspector =
      new PictureInspector(new PictureLimits(20L << 20, 50_000_000L, 1));
  private final Clock clock;

  UploadScorer(
      ObjectStorage storage,
      PictureCodec codec,
      FaceDetector faces,
      Predictor predictor,
      ModelVersion model,
      Clock clock) {
    Preprocessing wanted = model.preprocessing();
    if (!wanted.detector().equals(faces.name())) {
      throw new IllegalArgumentException(
          "model %s was trained with face detector %s, this scorer has %s"
              .formatted(model.id(), wanted.detector(), faces.name()));
    }
    this.storage = storage;
    this.codec = codec;
    this.faces = faces;
    this.predictor = predictor;
    this.model = model;
    this.preprocessor = new Preprocessor(wanted);
    this.clock = clock;
  }

  /** Outcomes of these uploads, one each, in order. Pictures are prepared in parallel. */
  List<UploadOutcome> score(List<UploadRef> uploads) {
    List<Prepared> prepared = uploads.parallelStream().map(this::prepare).toList();
    List<Prepared> usable = prepared.stream().filter(p -> p.pixels != null).toList();
    int length = predictor.spec().size() * predictor.spec().size() * 3;
    byte[] pixels = new byte[usable.size() * length];
    for (int i = 0; i < usable.size(); i++) {
      System.arraycopy(usable.get(i).pixels(), 0, pixels, i * length, length);
    }
    HeadOutputs outputs =
        usable.isEmpty() ? new HeadOutputs(0, Map.of()) : predictor.predict(pixels, usable.size());
    List<UploadOutcome> outcomes = new ArrayList<>();
    int next = 0;
    for (Prepared one : prepared) {
      outcomes.add(one.pixels == null ? refused(one) : scored(one, outputs, next++));
    }
    return outcomes;
  }

  private Prepared prepare(UploadRef upload) {
    Survey survey = null;
    String surveyKey = upload.surveyKey();
    try {
      if (surveyKey != null) {
        survey = Survey.parse(storage.read(surveyKey, SURVEY_BYTES));
      }
      return picture(upload, survey);
    } catch (InvalidSurveyException e) {
      return Prepared.refused(upload, OutcomeReason.SURVEY_INVALID, String.valueOf(e.getMessage()));
    } catch (StorageException e) {
      OutcomeReason reason =
          switch (e.reason()) {
            case NOT_FOUND, DENIED, DAMAGED -> OutcomeReason.UNREADABLE;
            case TOO_LARGE -> OutcomeReason.TOO_LARGE;
            default -> throw e; // the store is away: the job fails and can be restarted
          };
      return Prepared.refused(upload, reason, String.valueOf(e.getMessage()));
    } catch (UndecodableException e) {
      return Prepared.refused(upload, OutcomeReason.UNDECODABLE, String.valueOf(e.getMessage()));
    }
  }

  private Prepared picture(UploadRef upload, @Nullable Survey survey) {
    byte[] bytes = storage.read(upload.selfieKey(), inspector.limits().maxBytes());
    Inspection inspection = inspector.inspect(bytes);
    if (inspection instanceof Inspection.Refused refused) {
      return Prepared.refused(
          upload, OutcomeReason.valueOf(refused.reason().name()), refused.evidence());
    }
    Picture picture =
        codec.decode(
            bytes, (Inspection.Accepted) inspection, preprocessor.definition().leastSide());
    Optional<PictureQuality.Doubt> doubt = PictureQuality.of(picture).findDoubt();
    if (doubt.isPresent()) {
      return Prepared.refused(upload, doubt.get().reason(), doubt.get().evidence());
    }
    List<FaceBox> found = faces.detect(picture);
    if (found.size() > 1 && found.get(0).side() < 2 * found.get(1).side()) {
      return Prepared.refused(
          upload, OutcomeReason.SEVERAL_FACES, found.size() + " faces of similar size");
    }
    if (found.isEmpty() && !SkinTone.fillsFrame(picture)) {
      return Prepared.refused(
          upload,
          OutcomeReason.NO_FACE,
          faces.name() + " found none, and skin does not fill the frame");
    }
    FaceBox face = found.isEmpty() ? null : found.get(0);
    return new Prepared(
        upload,
        survey,
        preprocessor.frame(picture, found),
        face == null ? SkinTone.UNKNOWN : SkinTone.of(picture, face),
        face == null ? "CLOSE_UP" : null,
        null,
        null);
  }

  private UploadOutcome refused(Prepared one) {
    OutcomeReason reason = java.util.Objects.requireNonNull(one.reason);
    return outcome(one, reason.outcome(), reason.name(), one.evidence, null);
  }

  private UploadOutcome scored(Prepared one, HeadOutputs outputs, int picture) {
    float[] severity = head(outputs, Head.SEVERITY, picture);
    float[] type = head(outputs, Head.SKIN_TYPE, picture);
    float[] conditions = head(outputs, Head.CONDITIONS, picture);
    Map<Condition, Double> probabilities = new EnumMap<>(Condition.class);
    Map<String, Double> named = new LinkedHashMap<>();
    for (Condition condition : Condition.values()) {
      double p = round(conditions[condition.ordinal()]);
      probabilities.put(condition, p);
      named.put(condition.name(), p);
    }
    Survey survey = one.survey;
    Instant answered = survey == null ? null : survey.answeredAt();
    int grade = Evaluation.largest(severity);
    int kind = Evaluation.largest(type);
    SkinFeatures features =
        new SkinFeatures(
            one.upload.uploadId(),
            survey == null ? null : survey.subjectId(),
            one.upload.etag(),
            model.id(),
            model.preprocessing().hash(),
            answered == null ? one.upload.modified() : answered,
            Severity.values()[grade].name(),
            round(severity[grade]),
            SkinType.values()[kind].name(),
            round(type[kind]),
            named,
            SkinScore.of(probabilities),
            one.tone,
            survey == null ? null : survey.canonical(),
            one.note);
    return outcome(one, Outcome.SCORED, null, null, features);
  }

  /** Probabilities of a head; evenly spread where the model was not trained for it. */
  private float[] head(HeadOutputs outputs, Head head, int picture) {
    if (predictor.spec().heads().contains(head)) {
      return outputs.of(head, picture);
    }
    float[] even = new float[head.size()];
    java.util.Arrays.fill(even, head.multiLabel() ? 0 : 1f / head.size());
    return even;
  }

  /** Six digits: what is stored is what is compared. */
  private static double round(double value) {
    return Math.rint(value * 1e6) / 1e6;
  }

  private UploadOutcome outcome(
      Prepared one,
      Outcome outcome,
      @Nullable String reason,
      @Nullable String evidence,
      @Nullable SkinFeatures features) {
    return new UploadOutcome(
        one.upload.uploadId(),
        one.upload.etag(),
        model.id(),
        model.preprocessing().hash(),
        outcome,
        reason,
        evidence,
        features,
        clock.instant());
  }

  @SuppressWarnings("ArrayRecordComponent") // pixels on their way to the network
  private record Prepared(
      UploadRef upload,
      @Nullable Survey survey,
      byte @Nullable [] pixels,
      String tone,
      @Nullable String note,
      @Nullable OutcomeReason reason,
      @Nullable String evidence) {

    static Prepared refused(UploadRef upload, OutcomeReason reason, String evidence) {
      return new Prepared(upload, null, null, SkinTone.UNKNOWN, null, reason, evidence);
    }
  }
}
