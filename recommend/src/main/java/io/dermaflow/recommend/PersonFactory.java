package io.dermaflow.recommend;

import io.dermaflow.features.FaceFeatures;
import io.dermaflow.features.SkinFeatures;
import io.dermaflow.models.Condition;
import io.dermaflow.models.Severity;
import io.dermaflow.models.SkinType;
import io.dermaflow.models.skin.EyeShape;
import io.dermaflow.models.skin.FaceShape;
import io.dermaflow.models.skin.LipFullness;
import io.dermaflow.recommend.Person.TypeFrom;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes a person of features. Only this class knows how the feature store keeps them. */
final class PersonFactory {

  private PersonFactory() {}

  static Person of(SkinFeatures features, Instant asOf, Duration staleAfter) {
    Answers answers = Answers.of(features.survey());
    String grade = features.severity();
    String seenType = features.skinType();
    SkinType seen = seenType == null ? null : SkinType.valueOf(seenType);
    SkinType counts = counts(seen, features.skinTypeConfidence(), answers.type());
    Instant expiresAt = features.eventTime().plus(staleAfter);
    return new Person(
        String.valueOf(features.subjectId()),
        features.uploadId(),
        features.modelId(),
        features.eventTime(),
        expiresAt,
        grade == null ? null : Severity.valueOf(grade),
        counts,
        from(seen, features.skinTypeConfidence(), answers.type()),
        conditions(features.conditions()),
        features.skinScore(),
        face(features.face()),
        answers,
        isAbstained(features),
        !asOf.isBefore(expiresAt));
  }

  /** The grade or the conditions were withheld, or a picture says neither. */
  private static boolean isAbstained(SkinFeatures features) {
    if (features.etag().isEmpty()) {
      return false;
    }
    return features.abstained().containsKey("severity")
        || features.abstained().containsKey("conditions")
        || (features.severity() == null && features.conditions().isEmpty());
  }

  private static Person.Face face(FaceFeatures face) {
    return new Person.Face(
        face.tone(),
        face.monk(),
        constant(FaceShape.class, face.shape()),
        constant(EyeShape.class, face.eyes()),
        constant(LipFullness.class, face.lips()));
  }

  private static <E extends Enum<E>> E constant(Class<E> type, String label) {
    return Enum.valueOf(type, label.toUpperCase(Locale.ROOT));
  }

  /** Sensitive counts when said; else what is surely seen; else what is said; else what is seen. */
  private static @Nullable SkinType counts(
      @Nullable SkinType seen, double confidence, @Nullable SkinType said) {
    return switch (from(seen, confidence, said)) {
      case SAID_SENSITIVE, SAID -> said;
      case SEEN, UNSURE -> seen;
      case UNKNOWN -> null;
    };
  }

  private static TypeFrom from(
      @Nullable SkinType seen, double confidence, @Nullable SkinType said) {
    if (said == SkinType.SENSITIVE) {
      return TypeFrom.SAID_SENSITIVE;
    }
    if (seen != null && confidence >= Person.SURE) {
      return TypeFrom.SEEN;
    }
    if (said != null) {
      return TypeFrom.SAID;
    }
    return seen == null ? TypeFrom.UNKNOWN : TypeFrom.UNSURE;
  }

  private static Map<Condition, Double> conditions(Map<String, Double> byName) {
    Map<Condition, Double> seen = new EnumMap<>(Condition.class);
    byName.forEach((name, probability) -> seen.put(Condition.valueOf(name), probability));
    return seen;
  }
}
