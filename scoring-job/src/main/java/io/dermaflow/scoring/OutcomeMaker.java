package io.dermaflow.scoring;

import io.dermaflow.features.FaceFeatures;
import io.dermaflow.features.SkinFeatures;
import io.dermaflow.models.Condition;
import io.dermaflow.models.Evaluation;
import io.dermaflow.models.Head;
import io.dermaflow.models.HeadOutputs;
import io.dermaflow.models.ModelVersion;
import io.dermaflow.models.NetworkSpec;
import io.dermaflow.models.Severity;
import io.dermaflow.models.SkinScore;
import io.dermaflow.models.SkinType;
import io.dermaflow.models.skin.FaceReading;
import io.dermaflow.models.skin.MeasuredConditions;
import io.dermaflow.models.skin.SkinMeasurements;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns what a network says of an upload into its outcome. A head that the model does not have, or
 * that is not sure, gives no answer but a reason.
 */
final class OutcomeMaker {

  /** Remark on a picture that skin fills: severity and conditions only. */
  static final String CLOSE_UP = "CLOSE_UP";

  private static final String NOT_TRAINED = "NOT_TRAINED";
  private static final String LOW_CONFIDENCE = "LOW_CONFIDENCE";

  private final ModelVersion model;
  private final String preprocessing;
  private final NetworkSpec spec;
  private final double leastConfidence;
  private final Clock clock;

  /**
   * @param leastConfidence probability, 0..1, below which severity or type give no answer
   */
  OutcomeMaker(ModelVersion model, NetworkSpec spec, double leastConfidence, Clock clock) {
    this.model = model;
    this.preprocessing = model.preprocessing().hash();
    this.spec = spec;
    this.leastConfidence = leastConfidence;
    this.clock = clock;
  }

  /** No score. What the person said is kept where the picture is at fault, not the upload. */
  UploadOutcome refused(Look.Refused look) {
    Survey survey = look.upload().survey();
    boolean said =
        look.reason().outcome() == Outcome.ABSTAINED && survey != null && !survey.isEmpty();
    SkinFeatures features =
        said
            ? begin(look.upload(), survey)
                .withAbstained(
                    Map.of(
                        Head.SEVERITY.key(), look.reason().name(),
                        Head.SKIN_TYPE.key(), look.reason().name(),
                        Head.CONDITIONS.key(), look.reason().name()))
                .build()
            : null;
    return outcome(
        look.upload().upload(),
        look.reason().outcome(),
        look.reason().name(),
        look.evidence(),
        features);
  }

  /**
   * @param picture which of the outputs
   */
  UploadOutcome scored(Look.Seen look, HeadOutputs outputs, int picture) {
    Map<String, String> abstained = new LinkedHashMap<>();
    SkinFeatures.Builder features = begin(look.upload(), look.upload().survey());
    Answer severity = answer(Head.SEVERITY, outputs, picture, false, abstained);
    if (severity != null) {
      features.withSeverity(Severity.values()[severity.index].name(), severity.probability);
    }
    Answer type = answer(Head.SKIN_TYPE, outputs, picture, look.closeUp(), abstained);
    if (type != null) {
      features.withSkinType(SkinType.values()[type.index].name(), type.probability);
    }
    FaceReading reading = look.reading();
    conditions(features, outputs, picture, reading, abstained);
    if (reading != null) {
      features.withFace(face(reading)).withMeasurements(measurements(reading.measurements()));
    }
    features.withAbstained(abstained).withNote(look.closeUp() ? CLOSE_UP : null);
    return outcome(look.upload().upload(), Outcome.SCORED, null, null, features.build());
  }

  private record Answer(int index, double probability) {}

  private @Nullable Answer answer(
      Head head, HeadOutputs outputs, int picture, boolean closeUp, Map<String, String> abstained) {
    String reason = null;
    Answer answer = null;
    if (!spec.heads().contains(head)) {
      reason = NOT_TRAINED;
    } else if (closeUp) {
      reason = CLOSE_UP;
    } else {
      float[] probabilities = outputs.of(head, picture);
      int best = Evaluation.largest(probabilities);
      answer = new Answer(best, round(probabilities[best]));
      reason = answer.probability < leastConfidence ? LOW_CONFIDENCE : null;
    }
    if (reason != null) {
      abstained.put(head.key(), reason);
      return null;
    }
    return answer;
  }

  /** The model's, where it learnt them; else what was measured, and it says so. */
  private void conditions(
      SkinFeatures.Builder features,
      HeadOutputs outputs,
      int picture,
      @Nullable FaceReading reading,
      Map<String, String> abstained) {
    Map<Condition, Double> found = new EnumMap<>(Condition.class);
    String source = SkinFeatures.MODEL;
    if (spec.heads().contains(Head.CONDITIONS)) {
      float[] probabilities = outputs.of(Head.CONDITIONS, picture);
      for (Condition condition : Condition.values()) {
        found.put(condition, round(probabilities[condition.ordinal()]));
      }
    } else {
      source = SkinFeatures.MEASURED;
      if (reading != null) {
        MeasuredConditions.of(reading.measurements(), MeasuredConditions.Calibration.RENDERED)
            .probabilities()
            .forEach((condition, p) -> found.put(condition, round(p)));
      }
      if (found.isEmpty()) {
        abstained.put(Head.CONDITIONS.key(), NOT_TRAINED);
        return;
      }
    }
    Map<String, Double> named = new LinkedHashMap<>();
    Map<String, String> sources = new LinkedHashMap<>();
    for (Map.Entry<Condition, Double> one : found.entrySet()) {
      named.put(one.getKey().name(), one.getValue());
      sources.put(one.getKey().name(), source);
    }
    features.withConditions(named, sources).withSkinScore(SkinScore.of(found));
  }

  private static FaceFeatures face(FaceReading reading) {
    return new FaceFeatures(
        reading.tone().value(),
        reading.tone().monk(),
        reading.shape().label(),
        reading.features().eyes().label(),
        reading.features().lips().label());
  }

  private static Map<String, Double> measurements(SkinMeasurements measured) {
    Map<String, Double> values = new LinkedHashMap<>();
    measured
        .values()
        .forEach(
            (measurement, value) ->
                values.put(
                    measurement.name().toLowerCase(Locale.ROOT), Math.rint(value * 100) / 100));
    return values;
  }

  private SkinFeatures.Builder begin(FetchedUpload upload, @Nullable Survey survey) {
    UploadRef ref = upload.upload();
    Instant answered = survey == null ? null : survey.answeredAt();
    SkinFeatures.Builder features =
        SkinFeatures.of(
            ref.uploadId(),
            ref.etag(),
            model.id(),
            preprocessing,
            answered == null ? ref.modified() : answered);
    if (survey != null) {
      // One that says nothing must not stand before what the person said earlier, e.g. an allergy.
      String said = survey.isEmpty() ? null : survey.canonical();
      features.withSubject(survey.subjectId()).withSurvey(ref.surveyEtag(), said);
    }
    return features;
  }

  /** Six digits: what is stored is what is compared. */
  private static double round(double value) {
    return Math.rint(value * 1e6) / 1e6;
  }

  private UploadOutcome outcome(
      UploadRef upload,
      Outcome outcome,
      @Nullable String reason,
      @Nullable String evidence,
      @Nullable SkinFeatures features) {
    return new UploadOutcome(
        upload.uploadId(),
        upload.etag(),
        upload.surveyEtag(),
        model.id(),
        preprocessing,
        outcome,
        reason,
        evidence,
        features,
        clock.instant());
  }
}
