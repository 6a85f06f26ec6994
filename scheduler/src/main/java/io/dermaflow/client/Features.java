package io.dermaflow.client;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a person's skin from the newest picture and survey.
 *
 * @param modelId {@code model@version} that saw the picture
 * @param eventTime when the selfie was taken in, or the survey answered
 * @param severity {@code CLEAR MILD MODERATE SEVERE VERY_SEVERE}, or null when it cannot be said
 * @param severityConfidence its probability, 0..1
 * @param skinType {@code OILY DRY NORMAL COMBINATION WRINKLY SENSITIVE}, or null
 * @param skinTypeConfidence its probability, 0..1
 * @param conditions probability 0..1 by condition, e.g. {@code ACNE}
 * @param conditionSources {@code measured} for conditions that are no model's
 * @param skinScore 0..100, or null
 * @param measurements 0..100 by name
 * @param abstained reason by what gives no answer
 * @param survey what the person said, as JSON, or null
 * @param note e.g. {@code CLOSE_UP}, or null
 * @param tone skin tone, e.g. {@code medium-warm}, or {@code unknown}
 */
public record Features(
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
    Face face,
    Map<String, Double> measurements,
    Map<String, String> abstained,
    @Nullable String survey,
    @Nullable String note,
    String tone) {

  /**
   * What is derived from the face; {@code unknown} where nothing can be said.
   *
   * @param monk step of the Monk Skin Tone scale, 1..10, or 0
   */
  public record Face(String tone, int monk, String shape, String eyes, String lips) {}

  public Features {
    conditions = Values.map(conditions);
    conditionSources = Values.map(conditionSources);
    measurements = Values.map(measurements);
    abstained = Values.map(abstained);
  }
}
