package io.dermaflow.recommend;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a person wants to pay for one product, in Malaysian ringgit. */
public enum Budget {
  UNDER_50("<RM50"),
  FROM_50_TO_150("RM50-150"),
  OVER_150(">RM150");

  private static final double LOW = 50;
  private static final double HIGH = 150;

  private final String said;

  Budget(String said) {
    this.said = said;
  }

  /** As surveys say it. */
  public String said() {
    return said;
  }

  /**
   * Whether a product at this price is within the budget. A budget is a bound from above: who would
   * pay RM150 may get something for RM30.
   *
   * @param price in RM, or null when it is not known: then only the highest budget allows it
   */
  public boolean allows(@Nullable Double price) {
    if (price == null) {
      return this == OVER_150;
    }
    return switch (this) {
      case UNDER_50 -> price < LOW;
      case FROM_50_TO_150 -> price <= HIGH;
      case OVER_150 -> true;
    };
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
    return price < LOW ? UNDER_50 : price <= HIGH ? FROM_50_TO_150 : OVER_150;
  }
}
