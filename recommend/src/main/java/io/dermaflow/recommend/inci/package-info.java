/**
 * Ingredient lists: reading a label as the International Nomenclature of Cosmetic Ingredients
 * writes it, what is known of each ingredient, and what an allergy rules out.
 */
@org.jspecify.annotations.NullMarked
package io.dermaflow.recommend.inci;
