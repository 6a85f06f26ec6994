package io.dermaflow.recommend.inci;

import java.util.List;
import java.util.Set;

/**
 * What an allergy rules out.
 *
 * @param said what the person said, normal form
 * @param functions any ingredient that does one of these
 * @param fragments any name that contains one of these
 */
public record Allergen(String said, Set<IngredientFunction> functions, List<String> fragments) {

  /** Whether an entry of a label is ruled out. */
  public boolean matches(Listed entry) {
    if (matchesName(entry.label())) {
      return true;
    }
    for (Ingredient ingredient : entry.known()) {
      if (matches(ingredient.functions())
          || ingredient.names().stream().anyMatch(this::matchesName)) {
        return true;
      }
    }
    return false;
  }

  /** Whether something that does this is ruled out. */
  public boolean matches(Set<IngredientFunction> done) {
    for (IngredientFunction function : functions) {
      if (done.contains(function)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether brand and name of a product speak of it. "Fragrance-free" and "without fragrance" do
   * not.
   */
  public boolean matchesTitle(String title) {
    return matchesName(
        Names.normal(title)
            .replaceAll("\\b(?:free of|free from|without|no) \\S+", " ")
            .replaceAll("\\S+ free\\b", " "));
  }

  private boolean matchesName(String normalName) {
    String padded = Names.padded(normalName);
    for (String fragment : fragments) {
      if (padded.contains(fragment)) {
        return true;
      }
    }
    return false;
  }
}
