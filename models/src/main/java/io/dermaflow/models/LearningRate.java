package io.dermaflow.models;

/**
 * A learning rate that warms up linearly and then falls to zero along a cosine (Loshchilov and
 * Hutter, SGDR, 2017).
 *
 * @param peak rate at the end of the warm-up
 * @param warmUp steps of the warm-up
 * @param steps steps in all
 */
public record LearningRate(double peak, int warmUp, int steps) {

  public LearningRate {
    if (!(peak > 0) || steps < 1 || warmUp < 0) {
      throw new IllegalArgumentException(
          "learning rate %s over %d steps with %d of warm-up, expected positive numbers"
              .formatted(peak, steps, warmUp));
    }
  }

  /** The rate of a step, 0 the first. */
  public double at(int step) {
    double cosine = 0.5 * peak * (1 + StrictMath.cos(Math.PI * Math.min(step, steps) / steps));
    return step < warmUp ? cosine * (step + 1) / warmUp : cosine;
  }
}
