package io.dermaflow.recommend.ranking;

import io.dermaflow.recommend.Budget;
import io.dermaflow.recommend.Person;
import io.dermaflow.recommend.inci.IngredientFunction;
import io.dermaflow.recommend.rules.ProductTest;
import io.dermaflow.recommend.rules.Rule;
import io.dermaflow.recommend.rules.When;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What the rules leave of a catalogue for a person. Products that a rule's own tests exclude are
 * kept as bits for each rule; what people have in common is worked out once. Thread safe.
 */
public final class Exclusions {

  private static final int MOST_KEPT = 8_192;
  private static final int MOST_ACTIVES = 10_000;

  private final CompiledCatalogue catalogue;
  private final List<Rule> rules;
  private final long[][] byRule;
  private final Map<Key, Left> kept = new ConcurrentHashMap<>();
  private final Map<String, Set<IngredientFunction>> byActive = new ConcurrentHashMap<>();

  /** All of a person that exclusions depend on. */
  private record Key(
      BitSet rules, List<String> allergies, List<String> actives, @Nullable Budget budget) {}

  /**
   * A rule that excluded products.
   *
   * @param rule the rule
   * @param products number of skincare products that it excluded and no rule before it
   */
  public record Hit(Rule rule, int products) {}

  /**
   * What is left.
   *
   * @param allowed bits of the products that may be recommended
   * @param skincare number of them that are skincare
   * @param hits rules that excluded something, in their order
   * @param unknownActives what the person uses and the table does not know
   */
  public record Left(long[] allowed, int skincare, List<Hit> hits, List<String> unknownActives) {

    public boolean allows(int product) {
      return Bits.has(allowed, product);
    }
  }

  public Exclusions(CompiledCatalogue catalogue) {
    this.catalogue = catalogue;
    rules =
        catalogue.knowledge().rules().rules().stream()
            .filter(r -> r.effect() instanceof Rule.Exclude || r.effect() instanceof Rule.Apart)
            .toList();
    byRule = new long[rules.size()][];
    for (int r = 0; r < rules.size(); r++) {
      if (rules.get(r).effect() instanceof Rule.Exclude exclude) {
        ProductTest test = exclude.test();
        byRule[r] =
            Bits.of(
                catalogue.size(),
                i -> test.holds(catalogue.product(i).slot(), catalogue.labelled(i).ingredients()));
      }
    }
  }

  /**
   * @param reactedBadly ids of products that the person reacted badly to
   */
  public Left left(Person person, Set<String> reactedBadly) {
    BitSet holding = new BitSet(rules.size());
    for (int r = 0; r < rules.size(); r++) {
      When when = rules.get(r).when();
      holding.set(r, when == When.ALWAYS || when.holds(person));
    }
    Key key =
        new Key(
            holding,
            person.answers().allergies(),
            person.answers().actives(),
            person.answers().budget());
    if (!reactedBadly.isEmpty()) {
      return work(key, reactedBadly);
    }
    Left known = kept.get(key);
    if (known == null) {
      known = work(key, Set.of());
      if (kept.size() >= MOST_KEPT) {
        kept.clear();
      }
      kept.put(key, known);
    }
    return known;
  }

  private Left work(Key key, Set<String> reactedBadly) {
    Set<IngredientFunction> used = EnumSet.noneOf(IngredientFunction.class);
    List<String> unknown = new ArrayList<>();
    for (String active : key.actives()) {
      Set<IngredientFunction> functions = functions(active);
      used.addAll(functions);
      if (functions.isEmpty()) {
        unknown.add(active);
      }
    }
    long[] excluded = Bits.none(catalogue.size());
    List<Hit> hits = new ArrayList<>();
    for (int r = key.rules().nextSetBit(0); r >= 0; r = key.rules().nextSetBit(r + 1)) {
      long[] bits = bits(r, key, used, reactedBadly);
      int before = skincare(excluded);
      Bits.add(excluded, bits);
      int added = skincare(excluded) - before;
      if (added > 0) {
        hits.add(new Hit(rules.get(r), added));
      }
    }
    long[] allowed = Bits.of(catalogue.size(), i -> !Bits.has(excluded, i));
    return new Left(allowed, skincare(allowed), List.copyOf(hits), List.copyOf(unknown));
  }

  private int skincare(long[] bits) {
    int count = 0;
    long[] mask = catalogue.skincare();
    for (int w = 0; w < bits.length; w++) {
      count += Long.bitCount(bits[w] & mask[w]);
    }
    return count;
  }

  private long[] bits(int r, Key key, Set<IngredientFunction> used, Set<String> reactedBadly) {
    if (rules.get(r).effect() instanceof Rule.Apart apart) {
      long[] bits = Bits.none(catalogue.size());
      if (apart.used()) {
        if (!Collections.disjoint(apart.other(), used)) {
          Bits.add(bits, catalogue.containing(apart.one()));
        }
        if (!Collections.disjoint(apart.one(), used)) {
          Bits.add(bits, catalogue.containing(apart.other()));
        }
      }
      return bits;
    }
    ProductTest.Relation relation = ((Rule.Exclude) rules.get(r).effect()).test().relation();
    if (relation == ProductTest.Relation.NONE) {
      return byRule[r];
    }
    long[] bits = related(relation, key, reactedBadly);
    for (int w = 0; w < bits.length; w++) {
      bits[w] &= byRule[r][w];
    }
    return bits;
  }

  private long[] related(ProductTest.Relation relation, Key key, Set<String> reactedBadly) {
    long[] bits = Bits.none(catalogue.size());
    switch (relation) {
      case ALLERGEN -> key.allergies().forEach(a -> Bits.add(bits, catalogue.ruledOutBy(a)));
      case OVER_BUDGET -> {
        Budget budget = key.budget();
        if (budget != null) {
          Bits.add(bits, catalogue.over(budget));
        }
      }
      case WITHDRAWN -> Bits.add(bits, catalogue.withdrawn());
      case REACTED_BADLY -> Bits.add(bits, catalogue.withIds(reactedBadly));
      case NONE -> throw new IllegalStateException("no relation");
    }
    return bits;
  }

  private Set<IngredientFunction> functions(String active) {
    Set<IngredientFunction> known = byActive.get(active);
    if (known == null) {
      known = catalogue.knowledge().ingredients().functionsIn(active);
      if (byActive.size() >= MOST_ACTIVES) {
        byActive.clear();
      }
      byActive.put(active, known);
    }
    return known;
  }
}
