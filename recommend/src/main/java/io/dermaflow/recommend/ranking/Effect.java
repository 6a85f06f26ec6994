package io.dermaflow.recommend.ranking;

import io.dermaflow.models.Condition;
import io.dermaflow.recommend.inci.IngredientFunction;
import java.util.Map;

/**
 * What ingredients of a function do for conditions.
 *
 * @param function the function
 * @param usual percent at which it is usually used, or 0 where only the position is looked at
 * @param helps 0..1 by condition
 * @param source key of a source of the ingredient table
 */
public record Effect(
    IngredientFunction function, double usual, Map<Condition, Double> helps, String source) {}
