package io.dermaflow.models;

/**
 * A learning rate that warms up linearly and then falls along a cosine (Loshchilov and Hutter,
 * SGDR, 2017).
 *
 * @param peak rate at the end of the warm-up
 * @param warmUp steps of the warm-up
 * @param steps steps in all
 * @param last rate at the end; as high as the peak it is constant
 */
public record LearningRate(double peak, int warmUp, int steps, double last) {

  public LearningRate {
    if (!(peak > 0) || steps < 1 || warmUp < 0 || !(last >= 0 && last <= peak)) {
      throw new IllegalArgumentException(
          "learning rate %s down to %s over %d steps with %d of warm-up, expected positive numbers"
              .formatted(peak, last, steps, warmUp));
    }
  }

  /** Down to zero. */
  public LearningRate(double peak, int warmUp, int steps) {
    this(peak, warmUp, steps, 0);
  }

  /** The rate of a step, 0 the first. */
  public double at(int step) {
    double share = 0.5 * (1 + StrictMath.cos(Math.PI * Math.min(step, steps) / steps));
    double cosine = last + (peak - last) * share;
    return step < warmUp ? cosine * (step + 1) / warmUp : cosine;
  }
}
