package io.dermaflow.recommend.inci;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The ingredients of a product. Immutable.
 *
 * @param listed entries in the order of the label, then what it may contain
 * @param complete whether it is the whole label rather than a few key ingredients
 * @param functions what they do, with the largest strength of each
 */
public record Ingredients(
    List<Listed> listed, boolean complete, Map<IngredientFunction, Strength> functions) {

  public Ingredients {
    listed = List.copyOf(listed);
    functions = Collections.unmodifiableMap(new EnumMap<>(functions));
  }

  static Ingredients of(List<Listed> listed, boolean complete) {
    Map<IngredientFunction, Strength> functions = new EnumMap<>(IngredientFunction.class);
    for (Listed entry : listed) {
      for (Ingredient ingredient : entry.known()) {
        for (IngredientFunction function : ingredient.functions()) {
          functions.merge(function, entry.strength(), Strength::or);
        }
      }
    }
    return new Ingredients(listed, complete, functions);
  }

  /** The same with functions that a flag or the product's name states. */
  public Ingredients with(Set<IngredientFunction> declared, Strength strength) {
    Map<IngredientFunction, Strength> more = new EnumMap<>(IngredientFunction.class);
    more.putAll(functions);
    declared.forEach(
        function -> more.merge(function, strength, (known, added) -> withPercent(known, added)));
    return new Ingredients(listed, complete, more);
  }

  private static Strength withPercent(Strength known, Strength added) {
    return added.percent() == null ? known : known.or(added);
  }

  public boolean has(IngredientFunction function) {
    return functions.containsKey(function);
  }

  /** The highest comedogenic rating among what is not only a trace, or −1 when none is rated. */
  public int comedogenic() {
    int highest = -1;
    for (Listed entry : listed) {
      for (Ingredient ingredient : entry.known()) {
        if (!entry.strength().atMostOne()) {
          highest = Math.max(highest, ingredient.comedogenic());
        }
      }
    }
    return highest;
  }

  /** Share of the entries that the table knows, 0..1. */
  public double knownShare() {
    return listed.stream().filter(entry -> !entry.known().isEmpty()).count()
        / (double) Math.max(1, listed.size());
  }
}
