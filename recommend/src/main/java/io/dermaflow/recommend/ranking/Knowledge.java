package io.dermaflow.recommend.ranking;

import io.dermaflow.ids.Digests;
import io.dermaflow.recommend.inci.AllergyTable;
import io.dermaflow.recommend.inci.IngredientTable;
import io.dermaflow.recommend.rules.RuleBook;

/**
 * Everything beside the catalogue that a recommendation depends on for every person alike.
 *
 * @param ingredients what ingredients are and do
 * @param allergies what allergies rule out
 * @param rules the rules
 * @param weights the weights of the ranking
 */
public record Knowledge(
    IngredientTable ingredients, AllergyTable allergies, RuleBook rules, Weights weights) {

  /** What comes with this version. */
  public static Knowledge bundled() {
    IngredientTable ingredients = IngredientTable.bundled();
    return new Knowledge(
        ingredients, AllergyTable.bundled(ingredients), RuleBook.bundled(), Weights.bundled());
  }

  private static final int SHOWN = 12;

  /** Version and the beginning of the digest of both tables: names them in a recommendation. */
  public String tablesName() {
    return IngredientTable.VERSION
        + "/"
        + Digests.sha256(ingredients.digest() + allergies.digest()).substring(0, SHOWN);
  }

  /** Digest of the tables and weights, without the rules. */
  public String tablesDigest() {
    return Digests.sha256(ingredients.digest() + allergies.digest() + weights.digest());
  }
}
