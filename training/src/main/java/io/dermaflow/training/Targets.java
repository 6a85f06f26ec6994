package io.dermaflow.training;

/**
 * What a network is asked to say for a label.
 *
 * @param smoothing share of the probability that is spread evenly over all classes (Szegedy et al.,
 *     2016)
 * @param spread standard deviation, in grades, of the distribution around a grade of severity; 0
 *     for the grade alone (label distribution learning: Geng, 2016)
 * @param balance power of 1 / class share by which items count: 0 all alike, 1 all classes alike
 */
public record Targets(double smoothing, double spread, double balance) {

  /** Exactly the label, all items alike. */
  static final Targets PLAIN = new Targets(0, 0, 0);
}
