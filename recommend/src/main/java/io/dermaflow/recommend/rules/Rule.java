package io.dermaflow.recommend.rules;

import io.dermaflow.recommend.inci.IngredientFunction;
import java.util.List;
import java.util.Set;

/**
 * A rule.
 *
 * @param id stable id
 * @param kind when it is looked at
 * @param when whom it is for
 * @param effect what it does
 * @param text the reason for a person
 * @param source who says so
 */
public record Rule(String id, Kind kind, When when, Effect effect, Wording text, String source) {

  /** Kinds in the order in which they are looked at. */
  public enum Kind {
    SAFETY,
    BUDGET,
    FIRST,
    ADVICE
  }

  /** What a rule does. */
  public sealed interface Effect {}

  /** These products are not for the person. */
  public record Exclude(ProductTest test) implements Effect {}

  /**
   * Two sides that do not go together.
   *
   * @param used whether a side counts that the person uses already
   * @param set whether both sides may not be among the three
   */
  public record Apart(
      Set<IngredientFunction> one, Set<IngredientFunction> other, boolean used, boolean set)
      implements Effect {}

  /** These products, by title or id, come first. */
  public record First(List<String> products) implements Effect {}

  /** The text is said to the person. */
  public record Advise() implements Effect {}
}
