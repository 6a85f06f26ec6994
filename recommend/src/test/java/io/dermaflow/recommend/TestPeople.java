package io.dermaflow.recommend;

import io.dermaflow.features.SkinFeatures;
import io.dermaflow.models.Condition;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** People who read as prose: {@code person("MODERATE", "OILY").saying(…)}. */
final class TestPeople {

  private String severity = "MILD";
  private String type = "NORMAL";
  private double confidence = 0.9;
  private String survey = "{}";
  private int score = 80;
  private final Map<String, Double> conditions = new LinkedHashMap<>();

  static TestPeople person(String severity, String type) {
    TestPeople person = new TestPeople();
    person.severity = severity;
    person.type = type;
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
    return new SkinFeatures(
        "upload-" + subject,
        subject,
        "etag",
        "skin@1",
        "prep",
        Instant.parse("2026-01-01T00:00:00Z"),
        severity,
        0.9,
        type,
        confidence,
        conditions,
        score,
        "medium-warm",
        survey,
        null);
  }
}
