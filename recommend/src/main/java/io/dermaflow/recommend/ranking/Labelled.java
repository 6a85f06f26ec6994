package io.dermaflow.recommend.ranking;

import io.dermaflow.recommend.Product;
import io.dermaflow.recommend.inci.InciReader;
import io.dermaflow.recommend.inci.InciReading;
import io.dermaflow.recommend.inci.IngredientFunction;
import io.dermaflow.recommend.inci.IngredientTable;
import io.dermaflow.recommend.inci.Ingredients;
import io.dermaflow.recommend.inci.Strength;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A product with what its label, its flags and its name say is inside.
 *
 * @param product the product
 * @param ingredients its ingredients
 */
public record Labelled(Product product, Ingredients ingredients) {

  private static final Pattern PERCENT = Pattern.compile("(\\d{1,2}(?:\\.\\d+)?)\\s*%");
  private static final Pattern NOT_INSIDE =
      Pattern.compile("(?i)\\S+[ -]free\\b|\\b(?:without|free of|free from|no)\\s+\\S+");

  /** Functions that a name promises: treatments, down to the last of them. */
  private static final Set<IngredientFunction> TREATMENTS =
      EnumSet.range(IngredientFunction.RETINOID, IngredientFunction.BAKUCHIOL);

  static Labelled of(Product product, IngredientTable table, InciReader reader) {
    InciReading reading = reader.read(product.label());
    Ingredients ingredients =
        reading instanceof InciReading.Understood understood
            ? understood.ingredients()
            : new Ingredients(List.of(), false, Map.of());
    Set<IngredientFunction> flagged = EnumSet.noneOf(IngredientFunction.class);
    product.flags().forEach(flag -> IngredientFunction.findKey(flag).ifPresent(flagged::add));
    String name = NOT_INSIDE.matcher(product.name()).replaceAll(" ");
    Set<IngredientFunction> named = EnumSet.noneOf(IngredientFunction.class);
    named.addAll(table.functionsIn(PERCENT.matcher(name).replaceAll(" ")));
    named.retainAll(TREATMENTS);
    return new Labelled(
        product,
        ingredients
            .with(flagged, Strength.DECLARED)
            .with(named, named.size() == 1 ? strength(name) : Strength.DECLARED));
  }

  /** The percentage of a name that promises one thing only: {@code Salicylic Acid 2% Solution}. */
  private static Strength strength(String name) {
    Matcher matcher = PERCENT.matcher(name);
    if (!matcher.find()) {
      return Strength.DECLARED;
    }
    double percent = Double.parseDouble(matcher.group(1));
    return new Strength(percent, percent <= 1, Strength.DECLARED.proxy());
  }
}
