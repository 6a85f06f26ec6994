package io.dermaflow.recommend;

import io.dermaflow.json.Json;
import io.dermaflow.models.Condition;
import io.dermaflow.models.SkinType;
import io.dermaflow.recommend.inci.AllergyTable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a person said, of a survey as the upload carries it. What it does not know it leaves out,
 * except allergies: whatever is said there counts.
 *
 * @param type skin type said, or null
 * @param concerns conditions named
 * @param budget for one product, or null
 * @param allergies in the form that {@link AllergyTable#said} gives
 * @param actives what the person uses already, lower case, sorted
 * @param pregnant whether the person said so
 * @param age as said, or −1
 */
public record Answers(
    @Nullable SkinType type,
    Set<Condition> concerns,
    @Nullable Budget budget,
    List<String> allergies,
    List<String> actives,
    boolean pregnant,
    int age) {

  /** Nothing was said. */
  public static final Answers NONE =
      new Answers(null, Set.of(), null, List.of(), List.of(), false, -1);

  /**
   * @param survey JSON object with {@code skin_type concerns budget allergies current_actives
   *     pregnant age}, all optional; null for none
   */
  public static Answers of(@Nullable String survey) {
    if (survey == null) {
      return NONE;
    }
    JsonNode node = Json.tree(survey);
    Set<Condition> concerns = EnumSet.noneOf(Condition.class);
    for (String said : strings(node, "concerns")) {
      Condition concern = concern(said);
      if (concern != null) {
        concerns.add(concern);
      }
    }
    Set<String> actives = new TreeSet<>();
    strings(node, "current_actives").forEach(said -> actives.add(said.replace('_', ' ').strip()));
    actives.removeIf(said -> said.isEmpty() || said.equals("none"));
    return new Answers(
        type(node.path("skin_type").asString("")),
        concerns.isEmpty() ? Set.of() : Collections.unmodifiableSet(concerns),
        Budget.findSaid(node.path("budget").asString("")).orElse(null),
        AllergyTable.said(strings(node, "allergies")),
        List.copyOf(actives),
        node.path("pregnant").asBoolean(false),
        node.path("age").asInt(-1));
  }

  /** A list, or one word where a list is asked for. */
  private static List<String> strings(JsonNode survey, String name) {
    JsonNode node = survey.path(name);
    if (node.isString()) {
      return List.of(node.asString().toLowerCase(Locale.ROOT));
    }
    List<String> values = new ArrayList<>();
    node.forEach(value -> values.add(value.asString("").toLowerCase(Locale.ROOT)));
    return values;
  }

  private static @Nullable Condition concern(String said) {
    return switch (said) {
      case "acne" -> Condition.ACNE;
      case "redness" -> Condition.REDNESS;
      case "pigmentation" -> Condition.HYPERPIGMENTATION;
      case "dryness" -> Condition.DEHYDRATION;
      default -> null;
    };
  }

  private static @Nullable SkinType type(String said) {
    return switch (said.toLowerCase(Locale.ROOT)) {
      case "dry" -> SkinType.DRY;
      case "oily" -> SkinType.OILY;
      case "combo" -> SkinType.COMBINATION;
      case "sensitive" -> SkinType.SENSITIVE;
      default -> null;
    };
  }
}
