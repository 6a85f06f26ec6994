package io.dermaflow.training;

import io.dermaflow.models.Head;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Target probabilities and weights of items, as {@link Targets} say. */
final class TargetTable {

  private final Targets targets;
  private final Map<Head, double[]> classWeights = new EnumMap<>(Head.class);

  TargetTable(Targets targets, PreparedData data, List<Head> heads) {
    this.targets = targets;
    for (Head head : heads) {
      classWeights.put(head, classWeights(head, data));
    }
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
    double[] target = new double[size];
    double sum = 0;
    for (int k = 0; k < size; k++) {
      boolean around = head == Head.SEVERITY && targets.spread() > 0;
      double distance = (k - label) / (around ? targets.spread() : 1);
      target[k] = around ? Math.exp(-distance * distance / 2) : k == label ? 1 : 0;
      sum += target[k];
    }
    for (int k = 0; k < size; k++) {
      into[at + k] =
          (float) ((1 - targets.smoothing()) * target[k] / sum + targets.smoothing() / size);
    }
  }
}
