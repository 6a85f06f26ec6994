package io.dermaflow.recommend.importing;

import io.dermaflow.models.Condition;
import io.dermaflow.models.SkinType;
import io.dermaflow.recommend.Makeup;
import io.dermaflow.recommend.Slot;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the words of shops mean: categories, promised effects, suitable types. */
final class ShopWords {

  private static final Map<String, Slot> SLOTS = new LinkedHashMap<>();
  private static final Map<String, Makeup.Kind> KINDS = new LinkedHashMap<>();
  private static final Map<String, Condition> CONDITIONS = new LinkedHashMap<>();

  static {
    put(SLOTS, Slot.PROTECT, "sun", "spf", "uv ");
    put(SLOTS, Slot.CLEANSE, "cleans", "wash", "foam", "micellar", "make up remov", "scrub");
    put(SLOTS, Slot.TREAT, "serum", "treatment", "essence", "toner", "mask", "peel", "exfoliat");
    put(
        SLOTS,
        Slot.TREAT,
        "acne",
        "blemish",
        "spot",
        "booster",
        "ampoule",
        "eye cream",
        "eye care");
    put(SLOTS, Slot.MOISTURISE, "moistur", "cream", "lotion", "balm", "face oil", "emulsion");
    put(SLOTS, Slot.MOISTURISE, "day care", "night care", "general care", "hydrator");
    put(KINDS, Makeup.Kind.PRIMER, "primer");
    put(KINDS, Makeup.Kind.CORRECTOR, "corrector", "color correct", "colour correct");
    put(KINDS, Makeup.Kind.CONCEALER, "concealer");
    put(KINDS, Makeup.Kind.FOUNDATION, "foundation", "bb cream", "cc cream", "cushion");
    put(KINDS, Makeup.Kind.POWDER, "setting powder", "face powder", "pressed powder");
    put(KINDS, Makeup.Kind.BLUSH, "blush");
    put(KINDS, Makeup.Kind.CONTOUR, "contour", "bronzer");
    put(KINDS, Makeup.Kind.EYESHADOW, "eyeshadow", "eye shadow", "eye palette");
    put(KINDS, Makeup.Kind.LIPSTICK, "lipstick", "lip stick", "lip tint", "lip gloss", "lip colo");
    put(CONDITIONS, Condition.ACNE, "acne", "blemish", "pimple", "breakout");
    put(CONDITIONS, Condition.BLACKHEADS, "blackhead", "pore", "sebum");
    put(CONDITIONS, Condition.WRINKLES, "wrinkle", "fine line", "aging", "ageing", "firm", "lift");
    put(CONDITIONS, Condition.DULLNESS, "dull", "brighten", "radian", "glow");
    put(CONDITIONS, Condition.REDNESS, "redness", "sooth", "calm", "irritat", "rosacea");
    put(CONDITIONS, Condition.DEHYDRATION, "hydrat", "moistur", "dryness", "dry skin");
    put(CONDITIONS, Condition.HYPERPIGMENTATION, "dark spot", "pigment", "whiten", "uneven skin");
    put(CONDITIONS, Condition.UNEVEN_TEXTURE, "texture", "smooth", "exfoliat", "refin");
  }

  private ShopWords() {}

  private static <T> void put(Map<String, T> map, T value, String... words) {
    for (String word : words) {
      map.put(word, value);
    }
  }

  private static <T> Optional<T> first(Map<String, T> map, String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    return map.entrySet().stream()
        .filter(entry -> lower.contains(entry.getKey()))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  static Optional<Slot> findSlot(String category) {
    return first(SLOTS, category);
  }

  static Optional<Makeup.Kind> findKind(String category) {
    return first(KINDS, category);
  }

  static Set<Condition> conditions(String promises) {
    String lower = promises.toLowerCase(Locale.ROOT);
    Set<Condition> found = EnumSet.noneOf(Condition.class);
    CONDITIONS.forEach(
        (word, condition) -> {
          if (lower.contains(word)) {
            found.add(condition);
          }
        });
    return found;
  }

  /** Types in a phrase such as {@code Best for Oily, Combo, Normal Skin}. */
  static Set<SkinType> types(String promises) {
    Set<SkinType> found = EnumSet.noneOf(SkinType.class);
    for (String phrase : promises.split("'\\s*,\\s*'|\\|")) {
      String lower = phrase.toLowerCase(Locale.ROOT);
      if (lower.contains("best for") || lower.contains("suitable for")) {
        for (SkinType type : SkinType.values()) {
          if (lower.contains(type.name().toLowerCase(Locale.ROOT))) {
            found.add(type);
          }
        }
        if (lower.contains("combo")) {
          found.add(SkinType.COMBINATION);
        }
      }
    }
    return found;
  }
}
