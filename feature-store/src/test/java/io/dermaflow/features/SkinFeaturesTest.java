package io.dermaflow.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dermaflow.features.SkinFeatures.Builder;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;

class SkinFeaturesTest {

  private static Builder row() {
    return SkinFeatures.of("u", "etag", "skin@1", "prep", Instant.EPOCH);
  }

  private static AbstractThrowableAssert<?, ?> refused(Builder builder) {
    return assertThatThrownBy(builder::build).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void namesTheValueThatIsOutOfItsRange() {
    refused(row().withSeverity("MILD", 1.5)).hasMessage("severityConfidence 1.5, expected 0..1");
    refused(row().withSkinType("DRY", Double.NaN))
        .hasMessage("skinTypeConfidence NaN, expected 0..1");
    refused(row().withSkinScore(101)).hasMessage("skinScore 101.0, expected 0..100");
    refused(row().withConditions(Map.of("ACNE", -0.1)))
        .hasMessage("condition ACNE -0.1, expected 0..1");
    refused(row().withMeasurements(Map.of("redness", 100.5)))
        .hasMessage("measurement redness 100.5, expected 0..100");
    assertThatThrownBy(() -> new FaceFeatures("tan-cool", 11, "oval", "round", "full"))
        .hasMessage("monk 11, expected 1..10, or 0 for not known");
  }

  @Test
  void refusesASourceThatIsUnknownOrOfNoCondition() {
    refused(row().withConditions(Map.of("ACNE", 0.5), Map.of("ACNE", "guessed")))
        .hasMessage("source 'guessed' of condition ACNE, expected model or measured");
    refused(row().withConditions(Map.of("ACNE", 0.5), Map.of("REDNESS", SkinFeatures.MODEL)))
        .hasMessage("source of condition 'REDNESS', expected one of [ACNE]");
  }

  @Test
  void needsASelfieOrASurvey() {
    refused(SkinFeatures.of("u", "", "skin@1", "prep", Instant.EPOCH))
        .hasMessage("upload u has neither the etag of a selfie nor a survey");
    assertThat(
            SkinFeatures.of("u", "", "skin@1", "prep", Instant.EPOCH)
                .withSurvey("s", "{}")
                .build()
                .answered())
        .isFalse();
  }

  @Test
  void keepsItsMapsWhateverTheCallerDoesWithHis() {
    Map<String, Double> conditions = new HashMap<>(Map.of("ACNE", 0.5));
    SkinFeatures features = row().withConditions(conditions).build();
    conditions.put("ACNE", 0.9);
    assertThat(features.conditions()).containsEntry("ACNE", 0.5);
    assertThat(features.conditionSources()).containsEntry("ACNE", SkinFeatures.MODEL);
    assertThatThrownBy(() -> features.conditions().put("REDNESS", 0.1))
        .isInstanceOf(UnsupportedOperationException.class);
  }
}
