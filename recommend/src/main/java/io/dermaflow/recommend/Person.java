package io.dermaflow.recommend;

import io.dermaflow.features.SkinFeatures;
import io.dermaflow.json.Json;
import io.dermaflow.models.Condition;
import io.dermaflow.models.Severity;
import io.dermaflow.models.SkinType;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What is seen and said of a person, joined.
 *
 * @param features what was seen
 * @param severity grade seen, or null when it is not known
 * @param type skin type that counts; NORMAL when it is neither seen nor said
 * @param typeReason why that one counts
 * @param present conditions seen, with a probability above one half
 * @param said conditions the person named
 * @param budget for one product, or null
 * @param allergies ingredients that must not be in anything
 * @param actives what the person uses already
 * @param pregnant as said
 * @param age as said, or −1
 */
record Person(
    SkinFeatures features,
    @Nullable Severity severity,
    SkinType type,
    String typeReason,
    Set<Condition> present,
    Set<Condition> said,
    @Nullable Budget budget,
    Set<String> allergies,
    Set<String> actives,
    boolean pregnant,
    int age) {

  /** From this confidence on, what the model sees counts more than what the person says. */
  private static final double SURE = 0.6;

  static Person of(SkinFeatures features) {
    String text = features.survey();
    JsonNode survey = Json.tree(text == null ? "{}" : text);
    Set<Condition> present = EnumSet.noneOf(Condition.class);
    features
        .conditions()
        .forEach(
            (name, p) -> {
              if (p > Condition.PRESENT_ABOVE) {
                present.add(Condition.valueOf(name));
              }
            });
    Set<Condition> said = EnumSet.noneOf(Condition.class);
    for (String concern : strings(survey, "concerns")) {
      said.add(concern(concern));
    }
    TypeChoice type = chooseType(features, type(survey.path("skin_type").asString("")));
    String grade = features.severity();
    return new Person(
        features,
        grade == null ? null : Severity.valueOf(grade),
        type.counts(),
        type.reason(),
        present,
        said,
        Budget.findSaid(survey.path("budget").asString("")).orElse(null),
        new HashSet<>(strings(survey, "allergies")),
        new HashSet<>(strings(survey, "current_actives")),
        survey.path("pregnant").asBoolean(false),
        survey.path("age").asInt(-1));
  }

  /** The skin type that counts, and why. */
  private record TypeChoice(SkinType counts, String reason) {}

  private static TypeChoice chooseType(SkinFeatures features, @Nullable SkinType told) {
    String seen = features.skinType();
    if (told == SkinType.SENSITIVE) {
      return new TypeChoice(told, "you said that your skin is sensitive");
    }
    if (told != null && (seen == null || features.skinTypeConfidence() < SURE)) {
      return new TypeChoice(told, "you said so, and the picture does not tell");
    }
    return seen == null
        ? new TypeChoice(SkinType.NORMAL, "neither seen nor said: what suits most skin")
        : new TypeChoice(SkinType.valueOf(seen), "seen in your picture");
  }

  boolean sensitive() {
    return type == SkinType.SENSITIVE;
  }

  private static List<String> strings(JsonNode survey, String name) {
    List<String> values = new ArrayList<>();
    survey.path(name).forEach(value -> values.add(value.asString()));
    return values;
  }

  private static Condition concern(String said) {
    return switch (said) {
      case "acne" -> Condition.ACNE;
      case "redness" -> Condition.REDNESS;
      case "pigmentation" -> Condition.HYPERPIGMENTATION;
      case "dryness" -> Condition.DEHYDRATION;
      default -> throw new IllegalArgumentException("concern '" + said + "'");
    };
  }

  private static @Nullable SkinType type(String said) {
    return switch (said) {
      case "dry" -> SkinType.DRY;
      case "oily" -> SkinType.OILY;
      case "combo" -> SkinType.COMBINATION;
      case "sensitive" -> SkinType.SENSITIVE;
      default -> null;
    };
  }
}
