package io.dermaflow.models;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Collects predictions with their labels and gives the metrics. Not thread-safe. */
public final class Evaluation {

  private static final double SMALLEST = 1e-7;

  private final Head head;
  private final int[][] confusion;
  private int n;
  private double logLoss;

  public Evaluation(Head head) {
    this.head = head;
    this.confusion = new int[head.size()][head.multiLabel() ? 4 : head.size()];
  }

  /**
   * @param probabilities {@code head.size()} values
   * @param labels {@code head.size()} values, 0 or 1
   */
  public void add(float[] probabilities, float[] labels) {
    n++;
    if (head.multiLabel()) {
      addMultiLabel(probabilities, labels);
    } else {
      int truth = largest(labels);
      confusion[truth][largest(probabilities)]++;
      logLoss -= Math.log(Math.max(SMALLEST, probabilities[truth]));
    }
  }

  private void addMultiLabel(float[] probabilities, float[] labels) {
    for (int i = 0; i < head.size(); i++) {
      boolean predicted = probabilities[i] > Condition.PRESENT_ABOVE;
      boolean truth = labels[i] > 0.5f;
      confusion[i][(truth ? 2 : 0) + (predicted ? 1 : 0)]++;
      double p = truth ? probabilities[i] : 1 - probabilities[i];
      logLoss -= Math.log(Math.max(SMALLEST, p)) / head.size();
    }
  }

  /** Index of the largest value; the first of equals. */
  public static int largest(float[] values) {
    int best = 0;
    for (int i = 1; i < values.length; i++) {
      if (values[i] > values[best]) {
        best = i;
      }
    }
    return best;
  }

  public HeadMetrics metrics() {
    List<List<Integer>> rows = new ArrayList<>();
    for (int[] row : confusion) {
      rows.add(Arrays.stream(row).boxed().toList());
    }
    if (n == 0) {
      return new HeadMetrics(0, 0, 0, 0, 0, 0, 0, rows);
    }
    return head.multiLabel() ? multiLabelMetrics(rows) : singleLabelMetrics(rows);
  }

  private HeadMetrics singleLabelMetrics(List<List<Integer>> rows) {
    int classes = head.size();
    int right = 0;
    int near = 0;
    int most = 0;
    double f1 = 0;
    int occurring = 0;
    for (int t = 0; t < classes; t++) {
      int row = 0;
      int column = 0;
      for (int p = 0; p < classes; p++) {
        row += confusion[t][p];
        column += confusion[p][t];
        near += Math.abs(t - p) <= 1 ? confusion[t][p] : 0;
      }
      right += confusion[t][t];
      most = Math.max(most, row);
      if (row > 0) {
        occurring++;
        f1 += 2.0 * confusion[t][t] / (row + column);
      }
    }
    boolean ordinal = head == Head.SEVERITY;
    double accuracy = (double) right / n;
    return new HeadMetrics(
        n,
        accuracy,
        f1 / Math.max(1, occurring),
        kappa(confusion, true),
        ordinal ? (double) near / n : accuracy,
        logLoss / n,
        (double) most / n,
        rows);
  }

  private HeadMetrics multiLabelMetrics(List<List<Integer>> rows) {
    double right = 0;
    double f1 = 0;
    double kappa = 0;
    double majority = 0;
    int occurring = 0;
    for (int[] c : confusion) {
      right += c[0] + c[3];
      majority += Math.max(c[0] + c[1], c[2] + c[3]);
      kappa += kappa(new int[][] {{c[0], c[1]}, {c[2], c[3]}}, false);
      if (c[2] + c[3] > 0) {
        occurring++;
        f1 += 2.0 * c[3] / (2.0 * c[3] + c[1] + c[2]);
      }
    }
    double cells = (double) n * head.size();
    return new HeadMetrics(
        n,
        right / cells,
        f1 / Math.max(1, occurring),
        kappa / head.size(),
        right / cells,
        logLoss / n,
        majority / cells,
        rows);
  }

  /** 1 − Σ w·observed / Σ w·expected with w = (i − j)² or, unweighted, i ≠ j. */
  private static double kappa(int[][] table, boolean quadratic) {
    int size = table.length;
    double[] rows = new double[size];
    double[] columns = new double[size];
    double total = 0;
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        rows[i] += table[i][j];
        columns[j] += table[i][j];
        total += table[i][j];
      }
    }
    double observed = 0;
    double expected = 0;
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        double weight = quadratic ? (i - j) * (i - j) : (i == j ? 0 : 1);
        observed += weight * table[i][j];
        expected += weight * rows[i] * columns[j] / total;
      }
    }
    return expected == 0 ? 0 : 1 - observed / expected;
  }
}
