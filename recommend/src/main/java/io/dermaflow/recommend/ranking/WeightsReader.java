package io.dermaflow.recommend.ranking;

import io.dermaflow.models.Condition;
import io.dermaflow.models.SkinType;
import io.dermaflow.recommend.Slot;
import io.dermaflow.recommend.data.DataFile;
import io.dermaflow.recommend.data.DataNode;
import io.dermaflow.recommend.inci.IngredientFunction;
import io.dermaflow.recommend.inci.IngredientTable;
import io.dermaflow.recommend.inci.Source;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads a file of weights; every mistake is told with its line. */
final class WeightsReader {

  private static final double ALL = 100;
  private static final int LONGEST_DAYS = 3650;
  private static final int LARGEST_SET = 3;

  private final Set<String> sources =
      IngredientTable.bundled().sources().stream().map(Source::key).collect(Collectors.toSet());

  static Weights read(DataFile file) {
    return file.read(root -> new WeightsReader().weights(root, file.digest()));
  }

  private Weights weights(DataNode root, String digest) {
    root.allow(
        "version",
        "stale_after_days",
        "weights",
        "diversity",
        "collaborative",
        "targets",
        "effects",
        "fit",
        "clogging",
        "brings",
        "gentleness",
        "cheapness",
        "routines");
    DataNode weights =
        root.get("weights").allow("seen", "said", "severity", "type", "gentle", "price", "rating");
    DataNode diversity = root.get("diversity").allow("same_brand", "same_lead");
    DataNode collaborative = root.get("collaborative").allow("most", "half");
    DataNode gentleness = root.get("gentleness").allow("key_list", "takes_away");
    return new Weights(
        root.get("version").text(),
        digest,
        Duration.ofDays(root.get("stale_after_days").integer(1, LONGEST_DAYS)),
        Weight.of(weights.get("seen")),
        Weight.of(weights.get("said")),
        Weight.of(weights.get("severity")),
        Weight.of(weights.get("type")),
        Weight.of(weights.get("gentle")),
        Weight.of(weights.get("price")),
        Weight.of(weights.get("rating")),
        Weight.of(diversity.get("same_brand")),
        Weight.of(diversity.get("same_lead")),
        share(collaborative.get("most")),
        positive(collaborative.get("half")),
        share(root.get("targets")),
        effects(root.get("effects")),
        byConstant(root.get("fit"), SkinType.class, n -> numbers(n, IngredientFunction.class, -1)),
        share(root.get("clogging")),
        byConstant(root.get("brings"), SkinType.class, n -> numbers(n, Condition.class, 0)),
        share(gentleness.get("key_list")),
        numbers(gentleness.get("takes_away"), IngredientFunction.class, 0),
        positive(root.get("cheapness")),
        routines(root.get("routines")));
  }

  private static Weight share(DataNode node) {
    node.get("value").number(0, 1);
    return Weight.of(node);
  }

  private static Weight positive(DataNode node) {
    node.get("value").number(Double.MIN_NORMAL, Double.MAX_VALUE);
    return Weight.of(node);
  }

  private List<Effect> effects(DataNode node) {
    List<Effect> effects = new ArrayList<>();
    Set<IngredientFunction> seen = EnumSet.noneOf(IngredientFunction.class);
    node.each(
        item -> {
          item.allow("function", "usual", "helps", "source");
          IngredientFunction function = item.get("function").constant(IngredientFunction.class);
          if (!seen.add(function)) {
            throw item.wrong("effects of " + function.key() + " are there already");
          }
          String source = item.get("source").text();
          if (!sources.contains(source)) {
            throw item.get("source").wrong("there is no source '" + source + "'");
          }
          DataNode usual = item.find("usual");
          effects.add(
              new Effect(
                  function,
                  usual == null ? 0 : usual.number(Double.MIN_NORMAL, ALL),
                  numbers(item.get("helps"), Condition.class, 0),
                  source));
        });
    return effects;
  }

  private static List<Routine> routines(DataNode node) {
    List<Routine> routines = new ArrayList<>();
    node.each(item -> routines.add(routine(item)));
    Routine last = routines.isEmpty() ? null : routines.get(routines.size() - 1);
    if (last == null
        || !last.equals(new Routine(Set.of(), false, false, Set.of(), Set.of(), last.slots()))) {
      throw node.wrong("the last routine has conditions, expected one for everybody");
    }
    return routines;
  }

  private static Routine routine(DataNode item) {
    item.allow("type", "basics", "calm", "needed", "not_needed", "slots");
    List<Slot> slots = item.get("slots").items().stream().map(s -> s.constant(Slot.class)).toList();
    if (slots.size() != LARGEST_SET || slots.contains(Slot.MAKEUP)) {
      throw item.get("slots").wrong("slots " + slots + ", expected three steps of skincare");
    }
    return new Routine(
        constants(item.find("type"), SkinType.class),
        flag(item.find("basics")),
        flag(item.find("calm")),
        constants(item.find("needed"), Condition.class),
        constants(item.find("not_needed"), Condition.class),
        slots);
  }

  private static boolean flag(@Nullable DataNode node) {
    return node != null && node.flag();
  }

  private static <E extends Enum<E>> Set<E> constants(@Nullable DataNode node, Class<E> type) {
    return node == null ? Set.of() : node.constants(type);
  }

  private static <K extends Enum<K>> Map<K, Double> numbers(
      DataNode node, Class<K> type, double least) {
    return byConstant(node, type, value -> value.number(least, 1));
  }

  private static <K extends Enum<K>, V> Map<K, V> byConstant(
      DataNode node, Class<K> type, java.util.function.Function<DataNode, V> value) {
    Map<K, V> map = new EnumMap<>(type);
    node.entries()
        .forEach(
            (key, child) -> {
              for (K constant : type.getEnumConstants()) {
                if (constant.name().toLowerCase(Locale.ROOT).equals(key)) {
                  map.put(constant, value.apply(child));
                  return;
                }
              }
              throw child.wrong("there is no '" + key + "' in " + type.getSimpleName());
            });
    return map;
  }
}
