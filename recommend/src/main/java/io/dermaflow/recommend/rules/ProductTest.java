package io.dermaflow.recommend.rules;

import io.dermaflow.recommend.Slot;
import io.dermaflow.recommend.inci.IngredientFunction;
import io.dermaflow.recommend.inci.Ingredients;
import io.dermaflow.recommend.inci.Strength;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which products a rule excludes; every test must hold.
 *
 * @param contains any ingredient that does one of these; empty for every product
 * @param leaveOn only what stays on the skin, or only what is washed off, or null
 * @param strongerThan percent that a function of {@code contains} is stated above or not known to
 *     be at most, or null
 * @param statedAbove percent that a function of {@code contains} is stated above, or null
 * @param slots only these; empty for every one
 * @param relation what ties the product to the person
 */
public record ProductTest(
    Set<IngredientFunction> contains,
    @Nullable Boolean leaveOn,
    @Nullable Double strongerThan,
    @Nullable Double statedAbove,
    Set<Slot> slots,
    Relation relation) {

  /** What only product and person together tell. */
  public enum Relation {
    NONE,
    ALLERGEN,
    OVER_BUDGET,
    WITHDRAWN,
    REACTED_BADLY
  }

  /** Whether all tests that do not need a person hold. */
  public boolean holds(Slot slot, Ingredients ingredients) {
    if ((leaveOn != null && leaveOn != slot.leaveOn())
        || (!slots.isEmpty() && !slots.contains(slot))) {
      return false;
    }
    return contains.isEmpty()
        || contains.stream().anyMatch(f -> holds(ingredients.functions().get(f)));
  }

  private boolean holds(@Nullable Strength strength) {
    return strength != null
        && (strongerThan == null || strength.mayExceed(strongerThan))
        && (statedAbove == null || strength.statedAbove(statedAbove));
  }
}
