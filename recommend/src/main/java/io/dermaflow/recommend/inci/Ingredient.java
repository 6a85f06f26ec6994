package io.dermaflow.recommend.inci;

import java.util.List;
import java.util.Set;

/**
 * What the table knows of an ingredient.
 *
 * @param name its name, normal form
 * @param names all its names, normal form, its own first
 * @param functions what it does
 * @param comedogenic how likely it clogs pores, 0 to 5, or −1 where nobody has rated it
 * @param source key of the source that says so
 */
public record Ingredient(
    String name,
    List<String> names,
    Set<IngredientFunction> functions,
    int comedogenic,
    String source) {}
