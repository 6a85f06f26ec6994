package io.dermaflow.recommend;

import io.dermaflow.features.FaceFeatures;
import io.dermaflow.features.SkinFeatures;
import io.dermaflow.models.Condition;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** People who read as prose: {@code person("MODERATE", "OILY").saying(…)}. */
final class TestPeople {

  private @Nullable String severity = "MILD";
  private @Nullable String type = "NORMAL";
  private double confidence = 0.9;
  private String survey = "{}";
  private @Nullable Integer score = 80;
  private final Map<String, Double> conditions = new LinkedHashMap<>();

  static TestPeople person(String severity, String type) {
    TestPeople person = new TestPeople();
    person.severity = severity;
    person.type = type;
    return person;
  }

  /** Somebody of whom no head of the model says anything. */
  static TestPeople unseen() {
    TestPeople person = new TestPeople();
    person.severity = null;
    person.type = null;
    person.score = null;
    return person;
  }

  TestPeople saying(String json) {
    survey = json;
    return this;
  }

  TestPeople seenWith(double probability, Condition... present) {
    for (Condition condition : present) {
      conditions.put(condition.name(), probability);
    }
    return this;
  }

  TestPeople unsure(double confidenceOfType) {
    confidence = confidenceOfType;
    return this;
  }

  SkinFeatures features(String subject) {
    SkinFeatures.Builder features =
        SkinFeatures.of(
                "upload-" + subject,
                "etag",
                "skin@1",
                "prep",
                Instant.parse("2026-01-01T00:00:00Z"))
            .withSubject(subject)
            .withSurvey("survey", survey)
            .withConditions(conditions)
            .withSkinScore(score)
            .withFace(FaceFeatures.ofTone("medium-warm"));
    if (severity != null) {
      features.withSeverity(severity, 0.9);
    }
    if (type != null) {
      features.withSkinType(type, confidence);
    }
    return features.build();
  }
}
