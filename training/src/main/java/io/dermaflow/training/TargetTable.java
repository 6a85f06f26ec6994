package io.dermaflow.training;

import io.dermaflow.models.Head;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Target probabilities and weights of items, as {@link Targets} say. A class that no training item
 * has gets none of what is spread: a network is not asked to expect what never occurs.
 */
final class TargetTable {

  private final Targets targets;
  private final Map<Head, double[]> classWeights = new EnumMap<>(Head.class);
  private final Map<Head, boolean[]> occurring = new EnumMap<>(Head.class);

  TargetTable(Targets targets, PreparedData data, List<Head> heads) {
    this.targets = targets;
    for (Head head : heads) {
      classWeights.put(head, classWeights(head, data));
      occurring.put(head, occurring(head, data));
    }
  }

  private static boolean[] occurring(Head head, PreparedData data) {
    boolean[] occurring = new boolean[head.size()];
    if (head.multiLabel()) {
      return occurring;
    }
    int[] counts = data.classCounts(head);
    for (int k = 0; k < counts.length; k++) {
      occurring[k] = counts[k] > 0;
    }
    return occurring;
  }

  /** By class, such that the mean over the labelled training items is 1. */
  private double[] classWeights(Head head, PreparedData data) {
    double[] weights = new double[head.size()];
    java.util.Arrays.fill(weights, 1);
    if (head.multiLabel() || targets.balance() == 0) {
      return weights;
    }
    int[] counts = data.classCounts(head);
    double labelled = java.util.Arrays.stream(counts).sum();
    double mean = 0;
    for (int k = 0; k < counts.length; k++) {
      weights[k] = counts[k] == 0 ? 0 : Math.pow(labelled / counts[k], targets.balance());
      mean += weights[k] * counts[k] / labelled;
    }
    for (int k = 0; k < counts.length; k++) {
      weights[k] /= mean;
    }
    return weights;
  }

  /** How much an item counts; 0 without a label. */
  double weight(Head head, PreparedItem item) {
    if (!item.has(head)) {
      return 0;
    }
    double[] weights = classWeights.getOrDefault(head, new double[0]);
    return head.multiLabel() ? 1 : weights[item.classOf(head)];
  }

  /** Writes the target probabilities of a labelled item. */
  void write(Head head, PreparedItem item, float[] into, int at) {
    int size = head.size();
    if (head.multiLabel()) {
      item.write(head, into, at);
      for (int k = 0; k < size; k++) {
        into[at + k] += (float) (targets.smoothing() * (0.5 - into[at + k]));
      }
      return;
    }
    int label = item.classOf(head);
    boolean[] occurs = occurring.getOrDefault(head, new boolean[size]);
    double[] target = new double[size];
    double sum = 0;
    int classes = 0;
    for (int k = 0; k < size; k++) {
      if (occurs[k] || k == label) {
        target[k] = near(head, k - label);
        sum += target[k];
        classes++;
      }
    }
    for (int k = 0; k < size; k++) {
      double even = occurs[k] || k == label ? targets.smoothing() / classes : 0;
      into[at + k] = (float) ((1 - targets.smoothing()) * target[k] / sum + even);
    }
  }

  /** How likely a grade that far from the label is. */
  private double near(Head head, int distance) {
    if (head != Head.SEVERITY || targets.spread() == 0) {
      return distance == 0 ? 1 : 0;
    }
    double deviations = distance / targets.spread();
    return StrictMath.exp(-deviations * deviations / 2);
  }
}
