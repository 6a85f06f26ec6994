package io.dermaflow.recommend.ranking;

import io.dermaflow.recommend.rules.Rule;
import java.util.List;

/** Which products may be together in a set of three. */
final class Compatibility {

  private static final int MOST_RULES = 32;

  private final int[] one;
  private final int[] other;

  Compatibility(CompiledCatalogue catalogue) {
    List<Rule.Apart> rules =
        catalogue.knowledge().rules().rules().stream()
            .map(Rule::effect)
            .filter(Rule.Apart.class::isInstance)
            .map(Rule.Apart.class::cast)
            .filter(Rule.Apart::set)
            .toList();
    if (rules.size() > MOST_RULES) {
      throw new IllegalArgumentException(
          rules.size() + " rules keep products apart, at most " + MOST_RULES);
    }
    Labelled[] items = new Labelled[catalogue.size()];
    for (int i = 0; i < items.length; i++) {
      items[i] = catalogue.labelled(i);
    }
    one = ProductVectors.sides(items, rules, true);
    other = ProductVectors.sides(items, rules, false);
  }

  boolean together(int a, int b) {
    return ((one[a] & other[b]) | (other[a] & one[b])) == 0;
  }

  boolean fits(int product, int[] chosen, int count) {
    for (int c = 0; c < count; c++) {
      if (chosen[c] == product || !together(chosen[c], product)) {
        return false;
      }
    }
    return true;
  }

  /** Products with the same value are alike for every rule. */
  long signature(int product) {
    return (long) one[product] << MOST_RULES | Integer.toUnsignedLong(other[product]);
  }
}
