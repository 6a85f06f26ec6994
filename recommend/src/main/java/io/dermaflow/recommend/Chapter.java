package io.dermaflow.recommend;

import io.dermaflow.models.Condition;
import io.dermaflow.models.SkinType;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The skincare chapter for a person; the first rule that holds decides. */
public enum Chapter {
  HYDRATION(1, "Hydration"),
  REPAIR(2, "Repair"),
  PROTECTION(3, "Protection"),
  MAINTENANCE(4, "Maintenance"),
  BRIGHTENING(5, "Brightening and glow"),
  RECOVERY(6, "Repair and recovery"),
  PREVENTION(7, "Maintenance and prevention");

  private static final int PREVENTION_ABOVE = 85;

  private final int number;
  private final String title;

  Chapter(int number, String title) {
    this.number = number;
    this.title = title;
  }

  public int number() {
    return number;
  }

  public String title() {
    return title;
  }

  /** A chapter with the rule that chose it. */
  public record Choice(Chapter chapter, String reason) {}

  /**
   * Dehydration or dry → 1; wrinkles or wrinkly → 2; sensitive or redness → 3; dullness or
   * hyperpigmentation → 5; acne or blackheads → 6; score above 85 → 7; else 4.
   *
   * @param type the type that counts, or null when nobody knows
   * @param skinScore 0..100, or null when there is none
   */
  public static Choice choose(
      Set<Condition> present, @Nullable SkinType type, @Nullable Integer skinScore) {
    if (present.contains(Condition.DEHYDRATION) || type == SkinType.DRY) {
      return new Choice(HYDRATION, "your skin lacks water");
    }
    if (present.contains(Condition.WRINKLES) || type == SkinType.WRINKLY) {
      return new Choice(REPAIR, "fine lines are visible");
    }
    if (type == SkinType.SENSITIVE || present.contains(Condition.REDNESS)) {
      return new Choice(PROTECTION, "your skin is sensitive or reddened");
    }
    if (present.contains(Condition.DULLNESS) || present.contains(Condition.HYPERPIGMENTATION)) {
      return new Choice(BRIGHTENING, "dullness or dark spots are visible");
    }
    if (present.contains(Condition.ACNE) || present.contains(Condition.BLACKHEADS)) {
      return new Choice(RECOVERY, "blemishes or blackheads are visible");
    }
    if (skinScore != null && skinScore > PREVENTION_ABOVE) {
      return new Choice(PREVENTION, "your skin score is " + skinScore);
    }
    return new Choice(MAINTENANCE, "no sign stands out");
  }
}
