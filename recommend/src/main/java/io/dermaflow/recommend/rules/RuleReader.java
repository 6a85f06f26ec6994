package io.dermaflow.recommend.rules;

import io.dermaflow.models.Severity;
import io.dermaflow.models.SkinType;
import io.dermaflow.recommend.Slot;
import io.dermaflow.recommend.data.DataFile;
import io.dermaflow.recommend.data.DataNode;
import io.dermaflow.recommend.inci.IngredientFunction;
import io.dermaflow.recommend.rules.ProductTest.Relation;
import io.dermaflow.recommend.rules.Rule.Kind;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reads a rule file; every mistake is told with its line. */
final class RuleReader {

  private static final int OLDEST = 120;
  private static final double ALL = 100;

  private final Map<String, Set<IngredientFunction>> groups = new HashMap<>();
  private final List<Rule> rules = new ArrayList<>();
  private final Set<String> ids = new HashSet<>();

  static RuleBook read(DataFile file) {
    return file.read(root -> new RuleReader().book(root, file));
  }

  private RuleBook book(DataNode root, DataFile file) {
    root.allow("version", "groups", "rules");
    String version = root.get("version").text();
    DataNode named = root.find("groups");
    if (named != null) {
      named.entries().forEach((name, node) -> groups.put(name, functions(node)));
    }
    root.get("rules").each(node -> rules.add(rule(node)));
    requireAll(root.get("rules"));
    return new RuleBook(version, file.digest(), file.text(), rules);
  }

  /** A file that forgets one of these is taken for a mistake, not for a wish. */
  private void requireAll(DataNode node) {
    for (Relation relation : Relation.values()) {
      require(
          node,
          relation == Relation.NONE
              || rules.stream().anyMatch(rule -> everybody(rule) && relation(rule) == relation),
          "no rule excludes what is " + relation.name().toLowerCase(Locale.ROOT));
    }
    Predicate<Rule> safety = rule -> rule.kind() == Kind.SAFETY;
    require(
        node,
        rules.stream().filter(safety).anyMatch(rule -> rule.when().pregnant()),
        "no rule is for pregnancy");
    require(
        node,
        rules.stream().filter(safety).anyMatch(rule -> rule.when().ageBelow() != null),
        "no rule is for children");
  }

  private static boolean everybody(Rule rule) {
    return rule.when().equals(When.ALWAYS);
  }

  private static Relation relation(Rule rule) {
    return rule.effect() instanceof Rule.Exclude exclude
            && exclude.test().contains().isEmpty()
            && exclude.test().slots().isEmpty()
            && exclude.test().leaveOn() == null
        ? exclude.test().relation()
        : Relation.NONE;
  }

  private static void require(DataNode node, boolean holds, String otherwise) {
    if (!holds) {
      throw node.wrong(otherwise);
    }
  }

  private Rule rule(DataNode node) {
    node.allow("id", "kind", "when", "exclude", "apart", "first", "advise", "text", "source");
    String id = node.get("id").text();
    if (!id.matches("[a-z0-9][a-z0-9-]{0,59}")) {
      throw node.get("id").wrong("id '" + id + "', expected lower-case letters, digits and dashes");
    }
    if (!ids.add(id)) {
      throw node.get("id").wrong("there is a rule '" + id + "' already");
    }
    Kind kind = node.get("kind").constant(Kind.class);
    Rule.Effect effect = effect(node, kind);
    return new Rule(
        id,
        kind,
        when(node.find("when")),
        effect,
        Wording.of(node.get("text")),
        node.get("source").text());
  }

  private When when(@Nullable DataNode node) {
    if (node == null) {
      return When.ALWAYS;
    }
    node.allow("pregnant", "age_below", "severity", "type", "abstained", "stale");
    DataNode age = node.find("age_below");
    DataNode severity = node.find("severity");
    DataNode type = node.find("type");
    When when =
        new When(
            isTrue(node, "pregnant"),
            age == null ? null : age.integer(1, OLDEST),
            severity == null ? Set.of() : severity.constants(Severity.class),
            type == null ? Set.of() : type.constants(SkinType.class),
            isTrue(node, "abstained"),
            isTrue(node, "stale"));
    if (when.equals(When.ALWAYS)) {
      throw node.wrong("'when' has no condition; leave it out to mean everybody");
    }
    return when;
  }

  private static boolean isTrue(DataNode node, String key) {
    DataNode value = node.find(key);
    if (value != null && !value.flag()) {
      throw value.wrong("'" + key + ": false' says nothing; leave it out");
    }
    return value != null;
  }

  private Rule.Effect effect(DataNode node, Kind kind) {
    List<String> effects =
        List.of("exclude", "apart", "first", "advise").stream().filter(node::has).toList();
    if (effects.size() != 1) {
      throw node.wrong(
          "effects " + effects + ", expected exactly one of exclude, apart, first and advise");
    }
    Rule.Effect effect =
        switch (effects.get(0)) {
          case "exclude" -> new Rule.Exclude(test(node.get("exclude")));
          case "apart" -> apart(node.get("apart"));
          case "first" -> new Rule.First(node.get("first").texts());
          default -> {
            isTrue(node, "advise");
            yield new Rule.Advise();
          }
        };
    boolean fits =
        switch (kind) {
          case SAFETY -> effect instanceof Rule.Exclude || effect instanceof Rule.Apart;
          case BUDGET ->
              effect instanceof Rule.Exclude exclude
                  && exclude.test().relation() == Relation.OVER_BUDGET;
          case FIRST -> effect instanceof Rule.First;
          case ADVICE -> effect instanceof Rule.Advise;
        };
    if (!fits) {
      throw node.get("kind")
          .wrong(
              "kind '%s' does not go with '%s'".formatted(node.get("kind").text(), effects.get(0)));
    }
    return effect;
  }

  private ProductTest test(DataNode node) {
    node.allow(
        "contains",
        "leave_on",
        "stronger_than",
        "stated_above",
        "slot",
        "allergen",
        "over_budget",
        "withdrawn",
        "reacted_badly");
    Relation relation = Relation.NONE;
    for (Relation possible : Relation.values()) {
      String key = possible.name().toLowerCase(Locale.ROOT);
      if (node.has(key) && isTrue(node, key)) {
        if (relation != Relation.NONE) {
          throw node.wrong("'" + key + "' beside another relation, expected one");
        }
        relation = possible;
      }
    }
    DataNode contains = node.find("contains");
    DataNode leaveOn = node.find("leave_on");
    DataNode slot = node.find("slot");
    Double stronger = percent(node.find("stronger_than"));
    Double stated = percent(node.find("stated_above"));
    if (contains == null && (stronger != null || stated != null)) {
      throw node.wrong("a strength without 'contains'");
    }
    if (contains == null && slot == null && relation == Relation.NONE) {
      throw node.wrong("'exclude' would exclude every product");
    }
    return new ProductTest(
        contains == null ? Set.of() : functions(contains),
        leaveOn == null ? null : leaveOn.flag(),
        stronger,
        stated,
        slot == null ? Set.of() : slot.constants(Slot.class),
        relation);
  }

  private static @Nullable Double percent(@Nullable DataNode node) {
    return node == null ? null : node.number(0, ALL);
  }

  private Rule.Apart apart(DataNode node) {
    node.allow("one", "other", "with");
    String with = node.get("with").text();
    if (!List.of("used", "set", "both").contains(with)) {
      throw node.get("with").wrong("'" + with + "', expected used, set or both");
    }
    return new Rule.Apart(
        functions(node.get("one")),
        functions(node.get("other")),
        !with.equals("set"),
        !with.equals("used"));
  }

  /** Functions, and groups of them as {@code @name}. */
  private Set<IngredientFunction> functions(DataNode node) {
    Set<IngredientFunction> functions = EnumSet.noneOf(IngredientFunction.class);
    for (DataNode item : node.items()) {
      if (item.text().startsWith("@")) {
        Set<IngredientFunction> group = groups.get(item.text().substring(1));
        if (group == null) {
          throw item.wrong("there is no group '" + item.text().substring(1) + "'");
        }
        functions.addAll(group);
      } else {
        functions.add(item.constant(IngredientFunction.class));
      }
    }
    if (functions.isEmpty()) {
      throw node.wrong("expected at least one function");
    }
    return functions;
  }
}
