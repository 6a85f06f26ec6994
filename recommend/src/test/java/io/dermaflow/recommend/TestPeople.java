package io.dermaflow.recommend;

import io.dermaflow.features.FaceFeatures;
import io.dermaflow.features.SkinFeatures;
import io.dermaflow.models.Condition;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** People who read as prose: {@code person("MODERATE", "OILY").saying(…)}. */
public final class TestPeople {

  /** When all of them were seen, unless a test says otherwise. */
  public static final Instant SEEN = Instant.parse("2026-01-01T00:00:00Z");

  private @Nullable String severity = "MILD";
  private @Nullable String type = "NORMAL";
  private double confidence = 0.9;
  private String survey = "{}";
  private @Nullable Integer score = 80;
  private FaceFeatures face = FaceFeatures.ofTone("medium-warm");
  private String etag = "etag";
  private Instant seenAt = SEEN;
  private final Map<String, Double> conditions = new LinkedHashMap<>();

  public static TestPeople person(String severity, String type) {
    TestPeople person = new TestPeople();
    person.severity = severity;
    person.type = type;
    return person;
  }

  /** Somebody of whom no head of the model says anything. */
  public static TestPeople unseen() {
    TestPeople person = new TestPeople();
    person.severity = null;
    person.type = null;
    person.score = null;
    return person;
  }

  /** Somebody who sent a survey and no picture. */
  public static TestPeople withoutPicture() {
    TestPeople person = unseen();
    person.etag = "";
    person.face = FaceFeatures.UNKNOWN;
    return person;
  }

  public TestPeople saying(String json) {
    survey = json;
    return this;
  }

  public TestPeople seenWith(double probability, Condition... present) {
    for (Condition condition : present) {
      conditions.put(condition.name(), probability);
    }
    return this;
  }

  public TestPeople unsure(double confidenceOfType) {
    confidence = confidenceOfType;
    return this;
  }

  public TestPeople toned(String skinTone) {
    face = FaceFeatures.ofTone(skinTone);
    return this;
  }

  public TestPeople withFace(String skinTone, int monk, String shape, String eyes, String lips) {
    face = new FaceFeatures(skinTone, monk, shape, eyes, lips);
    return this;
  }

  public TestPeople withEtag(String selfie) {
    etag = selfie;
    return this;
  }

  public TestPeople seenAt(Instant when) {
    seenAt = when;
    return this;
  }

  /** The only place of the tests that knows how features are made. */
  public SkinFeatures features(String subject) {
    SkinFeatures.Builder features =
        SkinFeatures.of("upload-" + subject, etag, "skin@1", "prep", seenAt)
            .withSubject(subject)
            .withSurvey("survey", survey)
            .withConditions(conditions)
            .withSkinScore(score)
            .withFace(face);
    if (severity != null) {
      features.withSeverity(severity, 0.9);
    }
    if (type != null) {
      features.withSkinType(type, confidence);
    }
    return features.build();
  }
}
