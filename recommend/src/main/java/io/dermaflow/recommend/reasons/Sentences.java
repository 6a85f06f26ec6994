package io.dermaflow.recommend.reasons;

import io.dermaflow.models.Condition;
import io.dermaflow.models.SkinType;
import io.dermaflow.recommend.Slot;
import io.dermaflow.recommend.data.DataFile;
import io.dermaflow.recommend.data.DataNode;
import io.dermaflow.recommend.inci.IngredientFunction;
import io.dermaflow.recommend.rules.Wording;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * The words of reasons in English and Malay.
 *
 * @param version as the file names it
 * @param digest SHA-256 of the file
 */
public record Sentences(
    String version,
    String digest,
    Map<Slot, Wording> slots,
    Map<Condition, Wording> conditions,
    Map<SkinType, Wording> types,
    Map<IngredientFunction, Wording> functions,
    Map<String, Wording> templates) {

  private static final List<String> TEMPLATES =
      List.of(
          "helps_seen",
          "helps_said",
          "helps_type",
          "made_seen",
          "made_said",
          "made_type",
          "basic",
          "step",
          "suits_in_budget",
          "suits_price",
          "suits",
          "in_budget",
          "price",
          "no_price",
          "fewer",
          "fewer_reason",
          "fewer_catalogue",
          "fewer_apart",
          "check_label",
          "unknown_active");

  /** The words that come with this version. */
  public static Sentences bundled() {
    return of(DataFile.resource(Sentences.class, "sentences-v1.yaml"));
  }

  /**
   * The words of a file.
   *
   * @throws io.dermaflow.errors.DermaflowException (usage) with line and reason of every mistake
   */
  public static Sentences of(DataFile file) {
    return file.read(root -> read(root, file.digest()));
  }

  private static Sentences read(DataNode root, String digest) {
    List<String> keys =
        new ArrayList<>(List.of("version", "slots", "conditions", "types", "functions"));
    keys.addAll(TEMPLATES);
    root.allow(keys.toArray(String[]::new));
    Map<String, Wording> templates = new HashMap<>();
    TEMPLATES.forEach(key -> templates.put(key, Wording.of(root.get(key))));
    return new Sentences(
        root.get("version").text(),
        digest,
        all(root.get("slots"), Slot.class),
        all(root.get("conditions"), Condition.class),
        all(root.get("types"), SkinType.class),
        some(root.get("functions")),
        templates);
  }

  private static <K extends Enum<K>> Map<K, Wording> all(DataNode node, Class<K> type) {
    Map<K, Wording> words = new EnumMap<>(type);
    for (K constant : type.getEnumConstants()) {
      words.put(constant, Wording.of(node.get(constant.name().toLowerCase(Locale.ROOT))));
    }
    return words;
  }

  private static Map<IngredientFunction, Wording> some(DataNode node) {
    Map<IngredientFunction, Wording> words = new EnumMap<>(IngredientFunction.class);
    node.entries()
        .forEach(
            (key, value) ->
                words.put(
                    IngredientFunction.findKey(key)
                        .orElseThrow(() -> value.wrong("there is no function '" + key + "'")),
                    Wording.of(value)));
    return words;
  }

  public Wording template(String key) {
    return Objects.requireNonNull(templates.get(key), key);
  }

  public Wording slot(Slot slot) {
    return Objects.requireNonNull(slots.get(slot));
  }

  public Wording condition(Condition condition) {
    return Objects.requireNonNull(conditions.get(condition));
  }

  public Wording type(SkinType type) {
    return Objects.requireNonNull(types.get(type));
  }
}
