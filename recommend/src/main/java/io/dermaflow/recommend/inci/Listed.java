package io.dermaflow.recommend.inci;

import java.util.List;

/**
 * An entry of an ingredient list.
 *
 * @param text as the label writes it
 * @param label all of it in normal form, brackets and synonyms included
 * @param position 1 for the first; what a bracket holds stands where the bracket does
 * @param strength how much of it there is
 * @param mayContain whether the product only may contain it
 * @param known what the table knows of it; empty when it is not known
 */
public record Listed(
    String text,
    String label,
    int position,
    Strength strength,
    boolean mayContain,
    List<Ingredient> known) {}
