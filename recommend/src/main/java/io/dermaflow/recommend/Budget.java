package io.dermaflow.recommend;

import java.util.Optional;

/** What a person wants to pay for one product, in Malaysian ringgit. */
public enum Budget {
  UNDER_50("<RM50", 50),
  FROM_50_TO_150("RM50-150", 150.005),
  OVER_150(">RM150", Double.MAX_VALUE);

  private final String said;
  private final double below;

  Budget(String said, double below) {
    this.said = said;
    this.below = below;
  }

  /** As surveys say it. */
  public String said() {
    return said;
  }

  /** Whether a product at this price is within the budget. */
  public boolean allows(double price) {
    return price < below;
  }

  public static Optional<Budget> findSaid(String text) {
    for (Budget budget : values()) {
      if (budget.said.equals(text)) {
        return Optional.of(budget);
      }
    }
    return Optional.empty();
  }

  /** The band that a price lies in. */
  public static Budget bandOf(double price) {
    return price < 50 ? UNDER_50 : price <= 150 ? FROM_50_TO_150 : OVER_150;
  }
}
