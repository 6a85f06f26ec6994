package io.dermaflow.models;

import java.util.Map;

/** The skin score: 100 minus the deductions of the conditions, weighted by their probability. */
public final class SkinScore {

  private SkinScore() {}

  /**
   * 100 − Σ deduction × probability, truncated to an integer, kept in 0..100.
   *
   * @param probabilities probability 0..1 by condition; a missing one counts as 0
   */
  public static int of(Map<Condition, Double> probabilities) {
    double score = 100;
    for (Map.Entry<Condition, Double> entry : probabilities.entrySet()) {
      score -= entry.getKey().deduction() * entry.getValue();
    }
    return (int) Math.max(0, Math.min(100, score));
  }
}
