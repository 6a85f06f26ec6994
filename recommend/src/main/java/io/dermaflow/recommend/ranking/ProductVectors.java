package io.dermaflow.recommend.ranking;

import io.dermaflow.models.Condition;
import io.dermaflow.models.SkinType;
import io.dermaflow.recommend.Product;
import io.dermaflow.recommend.inci.IngredientFunction;
import io.dermaflow.recommend.inci.Ingredients;
import io.dermaflow.recommend.inci.Strength;
import io.dermaflow.recommend.rules.Rule;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What products do, as columns over all products; each value lies in 0..1. */
final class ProductVectors {

  private static final double LEAST_AMOUNT = 0.4;
  private static final double WASHED_OFF = 0.5;
  private static final double UNKNOWN = 0.5;
  private static final double BEST_RATING = 5;
  private static final double NAMED_TYPE = 0.7;
  private static final int CLOGS = 4;

  /** Effect by condition and product. */
  final float[][] effect;

  /** Fit by type (unknown last) and product. */
  final float[][] fit;

  final float[] gentle;
  final float[] cheap;
  final float[] rating;

  /** Number of the brand. */
  final int[] brand;

  /** The function that does most, or null. */
  final @Nullable IngredientFunction[] lead;

  /** The function that does most for a condition, or null, by condition and product. */
  final @Nullable IngredientFunction[][] helper;

  ProductVectors(Labelled[] items, Weights weights) {
    int n = items.length;
    effect = new float[Condition.values().length][n];
    fit = new float[SkinType.values().length + 1][n];
    gentle = new float[n];
    cheap = new float[n];
    rating = new float[n];
    brand = new int[n];
    lead = new IngredientFunction[n];
    helper = new IngredientFunction[Condition.values().length][n];
    Map<String, Integer> brands = new HashMap<>();
    for (int i = 0; i < n; i++) {
      Product product = items[i].product();
      brand[i] = brands.computeIfAbsent(product.brand(), name -> brands.size());
      boolean clogs = items[i].ingredients().comedogenic() >= CLOGS;
      effects(i, items[i], weights, clogs);
      fits(i, items[i], weights, clogs);
      gentle[i] = (float) gentleness(items[i].ingredients(), weights);
      Double price = product.price();
      cheap[i] = (float) (price == null ? UNKNOWN : cheapness(price, weights));
      Double stars = product.rating();
      rating[i] = (float) (stars == null ? UNKNOWN : clamp(2 * stars / BEST_RATING - 1));
    }
  }

  private static double cheapness(double price, Weights weights) {
    return clamp(1 - price / weights.notCheap().value());
  }

  private void effects(int i, Labelled item, Weights weights, boolean clogs) {
    double[] missed = new double[effect.length];
    java.util.Arrays.fill(missed, 1);
    double most = 0;
    double[] mostFor = new double[effect.length];
    for (Effect one : weights.effects()) {
      double amount = amount(item, one);
      double all = 0;
      for (Map.Entry<Condition, Double> helps : one.helps().entrySet()) {
        int c = helps.getKey().ordinal();
        double does = helps.getValue() * amount;
        missed[c] *= 1 - does;
        all += does;
        if (does > mostFor[c]) {
          mostFor[c] = does;
          helper[c][i] = one.function();
        }
      }
      if (all > most) {
        most = all;
        lead[i] = one.function();
      }
    }
    for (Condition target : item.product().targets()) {
      missed[target.ordinal()] *= 1 - weights.target().value();
    }
    for (Condition condition : Condition.values()) {
      boolean clogged = clogs && condition == Condition.ACNE;
      double kept = clogged ? 1 - weights.clogging().value() : 1;
      effect[condition.ordinal()][i] = (float) (kept * (1 - missed[condition.ordinal()]));
    }
  }

  /** How much of a function there is against what is usual, 0.4 to 1, half when washed off. */
  private static double amount(Labelled item, Effect effect) {
    Strength strength = item.ingredients().functions().get(effect.function());
    if (strength == null) {
      return 0;
    }
    double share =
        strength.percent() != null && effect.usual() > 0
            ? Math.min(1, strength.percent() / effect.usual())
            : strength.proxy();
    double amount = LEAST_AMOUNT + (1 - LEAST_AMOUNT) * share;
    return item.product().slot().leaveOn() ? amount : WASHED_OFF * amount;
  }

  private void fits(int i, Labelled item, Weights weights, boolean clogs) {
    Product product = item.product();
    for (SkinType type : SkinType.values()) {
      double value;
      if (product.types().isEmpty()) {
        value = UNKNOWN;
        for (Map.Entry<IngredientFunction, Double> entry :
            weights.fit().getOrDefault(type, Map.of()).entrySet()) {
          value += item.ingredients().has(entry.getKey()) ? entry.getValue() : 0;
        }
      } else {
        value =
            product.types().contains(type)
                ? NAMED_TYPE + (1 - NAMED_TYPE) / product.types().size()
                : 0;
      }
      boolean oily = type == SkinType.OILY || type == SkinType.COMBINATION;
      value -= clogs && oily ? weights.clogging().value() : 0;
      fit[type.ordinal()][i] = (float) clamp(value);
    }
    fit[SkinType.values().length][i] = (float) UNKNOWN;
  }

  private static double gentleness(Ingredients ingredients, Weights weights) {
    double value = ingredients.complete() ? 1 : weights.keyList().value();
    for (Map.Entry<IngredientFunction, Double> entry : weights.takesAway().entrySet()) {
      value -= ingredients.has(entry.getKey()) ? entry.getValue() : 0;
    }
    return clamp(value);
  }

  private static double clamp(double value) {
    return Math.max(0, Math.min(1, value));
  }

  /** For each rule that keeps things apart within a set, a bit where a product is on that side. */
  static int[] sides(Labelled[] items, List<Rule.Apart> rules, boolean one) {
    int[] sides = new int[items.length];
    for (int r = 0; r < rules.size(); r++) {
      for (int i = 0; i < items.length; i++) {
        var side = one ? rules.get(r).one() : rules.get(r).other();
        Ingredients ingredients = items[i].ingredients();
        if (side.stream().anyMatch(ingredients::has)) {
          sides[i] |= 1 << r;
        }
      }
    }
    return sides;
  }
}
