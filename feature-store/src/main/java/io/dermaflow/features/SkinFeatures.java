package io.dermaflow.features;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one upload: derived values only, never a picture or a face's geometry. Made by
 * {@link #of}. Maps keep their order and cannot be changed.
 *
 * @param uploadId the upload
 * @param subjectId the pseudonymous person, or null until somebody claims the upload
 * @param etag etag of the selfie that was scored; empty for an upload that has only a survey
 * @param surveyEtag etag of the survey; empty when there was none
 * @param modelId {@code model@version}
 * @param preprocessing hash of the preprocessing
 * @param eventTime when the survey was answered, or the selfie uploaded
 * @param severity most probable grade; null when that head abstained or the model has none
 * @param severityConfidence its probability, 0..1; 0 without a grade
 * @param skinType most probable type; null when that head abstained or the model has none
 * @param skinTypeConfidence its probability, 0..1; 0 without a type
 * @param conditions probability 0..1 by condition; may be empty
 * @param conditionSources {@link #MODEL} or {@link #MEASURED} by condition; a condition that is not
 *     named here comes from the model
 * @param skinScore 0..100, or null when there is nothing to compute it from
 * @param face what is derived from the face
 * @param measurements 0..100 by name; may be empty
 * @param abstained reason by head or feature that gives no answer, e.g. {@code severity} and {@code
 *     LOW_CONFIDENCE}; may be empty
 * @param survey what the person said, as canonical JSON, or null
 * @param note an additional remark such as {@code CLOSE_UP}, or null
 */
public record SkinFeatures(
    String uploadId,
    @Nullable String subjectId,
    String etag,
    String surveyEtag,
    String modelId,
    String preprocessing,
    Instant eventTime,
    @Nullable String severity,
    double severityConfidence,
    @Nullable String skinType,
    double skinTypeConfidence,
    Map<String, Double> conditions,
    Map<String, String> conditionSources,
    @Nullable Integer skinScore,
    FaceFeatures face,
    Map<String, Double> measurements,
    Map<String, String> abstained,
    @Nullable String survey,
    @Nullable String note) {

  /** Source of a condition: the probability that the model gives. */
  public static final String MODEL = "model";

  /** Source of a condition: measured in the picture. */
  public static final String MEASURED = "measured";

  private static final Set<String> SOURCES = Set.of(MODEL, MEASURED);

  public SkinFeatures {
    if (uploadId.isBlank()) {
      throw new IllegalArgumentException("uploadId '" + uploadId + "', expected an id");
    }
    if (etag.isEmpty() && survey == null) {
      throw new IllegalArgumentException(
          "upload " + uploadId + " has neither the etag of a selfie nor a survey");
    }
    checkHead("severity", severity, severityConfidence);
    checkHead("skinType", skinType, skinTypeConfidence);
    if (skinScore != null) {
      checkRange("skinScore", skinScore, 100);
    }
    conditions.forEach((name, p) -> checkRange("condition " + name, p, 1));
    measurements.forEach((name, value) -> checkRange("measurement " + name, value, 100));
    checkSources(conditions, conditionSources);
    conditions = copy(conditions);
    conditionSources = copy(conditionSources);
    measurements = copy(measurements);
    abstained = copy(abstained);
  }

  private static void checkHead(String name, @Nullable String answer, double confidence) {
    checkRange(name + "Confidence", confidence, 1);
    if (answer == null && confidence != 0) {
      throw new IllegalArgumentException(
          "%sConfidence %s without a %s, expected 0".formatted(name, confidence, name));
    }
  }

  private static void checkRange(String name, double value, double most) {
    if (!(value >= 0 && value <= most)) {
      throw new IllegalArgumentException("%s %s, expected 0..%.0f".formatted(name, value, most));
    }
  }

  private static void checkSources(Map<String, Double> conditions, Map<String, String> sources) {
    sources.forEach(
        (name, source) -> {
          if (!conditions.containsKey(name)) {
            throw new IllegalArgumentException(
                "source of condition '" + name + "', expected one of " + conditions.keySet());
          }
          if (!SOURCES.contains(source)) {
            throw new IllegalArgumentException(
                "source '%s' of condition %s, expected %s or %s"
                    .formatted(source, name, MODEL, MEASURED));
          }
        });
  }

  private static <T> Map<String, T> copy(Map<String, T> map) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }

  /** Begins the features of an upload; everything else is absent until it is given. */
  public static Builder of(
      String uploadId, String etag, String modelId, String preprocessing, Instant eventTime) {
    return new Builder(uploadId, etag, modelId, preprocessing, eventTime);
  }

  /** Skin tone, e.g. {@code medium-warm}, or {@code unknown}. */
  public String tone() {
    return face.tone();
  }

  /**
   * Whether a head answered or there is a score. Without that a row, e.g. of a survey alone, says
   * nothing of the skin.
   */
  public boolean answered() {
    return severity != null || skinType != null || skinScore != null;
  }

  /** Collects the features of one upload. */
  public static final class Builder {

    private final String uploadId;
    private final String etag;
    private final String modelId;
    private final String preprocessing;
    private final Instant eventTime;
    private @Nullable String subjectId;
    private String surveyEtag = "";
    private @Nullable String survey;
    private @Nullable String severity;
    private double severityConfidence;
    private @Nullable String skinType;
    private double skinTypeConfidence;
    private Map<String, Double> conditions = Map.of();
    private Map<String, String> conditionSources = Map.of();
    private @Nullable Integer skinScore;
    private FaceFeatures face = FaceFeatures.UNKNOWN;
    private Map<String, Double> measurements = Map.of();
    private Map<String, String> abstained = Map.of();
    private @Nullable String note;

    private Builder(
        String uploadId, String etag, String modelId, String preprocessing, Instant eventTime) {
      this.uploadId = uploadId;
      this.etag = etag;
      this.modelId = modelId;
      this.preprocessing = preprocessing;
      this.eventTime = eventTime;
    }

    /** The person, or null until somebody claims the upload. */
    public Builder withSubject(@Nullable String subject) {
      subjectId = subject;
      return this;
    }

    /** What the person said, as canonical JSON or null for nothing, and the etag of the survey. */
    public Builder withSurvey(String surveyEtag, @Nullable String survey) {
      this.surveyEtag = surveyEtag;
      this.survey = survey;
      return this;
    }

    /** Most probable grade with its probability, 0..1. */
    public Builder withSeverity(String grade, double confidence) {
      severity = grade;
      severityConfidence = confidence;
      return this;
    }

    /** Most probable type with its probability, 0..1. */
    public Builder withSkinType(String type, double confidence) {
      skinType = type;
      skinTypeConfidence = confidence;
      return this;
    }

    /** Probabilities 0..1 by condition, and where each comes from. */
    public Builder withConditions(Map<String, Double> probabilities, Map<String, String> sources) {
      conditions = probabilities;
      conditionSources = sources;
      return this;
    }

    /** Probabilities 0..1 by condition, all of them from the model. */
    public Builder withConditions(Map<String, Double> probabilities) {
      Map<String, String> sources = new LinkedHashMap<>();
      probabilities.keySet().forEach(name -> sources.put(name, MODEL));
      return withConditions(probabilities, sources);
    }

    /** Score 0..100, or null. */
    public Builder withSkinScore(@Nullable Integer score) {
      skinScore = score;
      return this;
    }

    public Builder withFace(FaceFeatures face) {
      this.face = face;
      return this;
    }

    /** Measurements 0..100 by name. */
    public Builder withMeasurements(Map<String, Double> values) {
      measurements = values;
      return this;
    }

    /** Reasons by head or feature that gives no answer. */
    public Builder withAbstained(Map<String, String> reasons) {
      abstained = reasons;
      return this;
    }

    /** An additional remark, or null. */
    public Builder withNote(@Nullable String note) {
      this.note = note;
      return this;
    }

    /**
     * The features.
     *
     * @throws IllegalArgumentException when a value is out of its range
     */
    public SkinFeatures build() {
      return new SkinFeatures(
          uploadId,
          subjectId,
          etag,
          surveyEtag,
          modelId,
          preprocessing,
          eventTime,
          severity,
          severityConfidence,
          skinType,
          skinTypeConfidence,
          conditions,
          conditionSources,
          skinScore,
          face,
          measurements,
          abstained,
          survey,
          note);
    }
  }
}
