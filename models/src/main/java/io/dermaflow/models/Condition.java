package io.dermaflow.models;

/** Skin conditions in the order of the model's output; present when the probability exceeds 0.5. */
public enum Condition {
  ACNE(20),
  BLACKHEADS(10),
  WRINKLES(15),
  DULLNESS(5),
  REDNESS(10),
  DEHYDRATION(15),
  HYPERPIGMENTATION(10),
  UNEVEN_TEXTURE(15);

  /** A condition is present when its probability is greater. */
  public static final double PRESENT_ABOVE = 0.5;

  private final int deduction;

  Condition(int deduction) {
    this.deduction = deduction;
  }

  /** Points taken off the skin score at probability 1. */
  public int deduction() {
    return deduction;
  }
}
