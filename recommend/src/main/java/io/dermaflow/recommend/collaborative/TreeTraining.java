package io.dermaflow.recommend.collaborative;

/**
 * Gradient boosting with histograms: each tree is grown level by level on the quantiles of the
 * features, its splits and leaves by Newton's step (Friedman, Annals of Statistics 2001; Chen and
 * Guestrin, KDD 2016). Deterministic.
 */
final class TreeTraining {

  private static final int TREES = 50;
  private static final double RATE = 0.18;
  private static final double RIDGE = 1;
  private static final int LEAST_ROWS = 50;

  /** Sum of gradients, sum of curvatures, number of rows. */
  private static final int SUMS = 3;

  private final BinnedRows rows;
  private final float[] gradient;
  private final float[] curvature;
  private final double[] scores;
  private final int[] order;
  private final int[] right;
  private final int[] feature = new int[TREES * BoostedTrees.INNER];
  private final float[] threshold = new float[TREES * BoostedTrees.INNER];
  private final float[] leaf = new float[TREES * BoostedTrees.LEAVES];

  private TreeTraining(BinnedRows rows) {
    this.rows = rows;
    gradient = new float[rows.rows];
    curvature = new float[rows.rows];
    scores = new double[rows.rows];
    order = new int[rows.rows];
    right = new int[rows.rows];
  }

  /**
   * Learns to put the first row of each group before the others.
   *
   * @param values features, row by row, group by group, finite
   * @param width number of features of a row
   * @param group rows in a group
   */
  static BoostedTrees train(float[] values, int width, int group) {
    TreeTraining training = new TreeTraining(new BinnedRows(values, width));
    LambdaRank lambdaRank = new LambdaRank(group);
    for (int tree = 0; tree < TREES; tree++) {
      lambdaRank.gradients(training.scores, training.gradient, training.curvature);
      training.grow(tree);
    }
    return new BoostedTrees(width, training.feature, training.threshold, training.leaf);
  }

  private void grow(int tree) {
    for (int i = 0; i < order.length; i++) {
      order[i] = i;
    }
    split(tree, 0, 0, 0, order.length, histogram(0, order.length));
  }

  /** Splits a node of rows {@code order[from..to)}; without a histogram it has one way only. */
  private void split(int tree, int node, int depth, int from, int to, double[] sums) {
    if (depth == BoostedTrees.DEPTH) {
      setLeaf(tree, node - BoostedTrees.INNER, from, to);
      return;
    }
    Split best = sums.length == 0 ? null : bestSplit(sums, from, to);
    int at = tree * BoostedTrees.INNER + node;
    if (best == null) {
      threshold[at] = Float.POSITIVE_INFINITY;
      split(tree, 2 * node + 1, depth + 1, from, to, new double[0]);
      return;
    }
    feature[at] = best.feature();
    threshold[at] = rows.cuts[best.feature()][best.bin()];
    int middle = partition(best, from, to);
    double[] below = new double[0];
    double[] above = below;
    if (depth + 1 < BoostedTrees.DEPTH) {
      boolean belowIsSmaller = middle - from < to - middle;
      double[] smaller = belowIsSmaller ? histogram(from, middle) : histogram(middle, to);
      for (int i = 0; i < sums.length; i++) {
        sums[i] -= smaller[i];
      }
      below = belowIsSmaller ? smaller : sums;
      above = belowIsSmaller ? sums : smaller;
    }
    split(tree, 2 * node + 1, depth + 1, from, middle, below);
    split(tree, 2 * node + 2, depth + 1, middle, to, above);
  }

  private double[] histogram(int from, int to) {
    double[] sums = new double[rows.width * BinnedRows.BINS * SUMS];
    for (int f = 0; f < rows.width; f++) {
      byte[] bins = rows.bins[f];
      int base = f * BinnedRows.BINS * SUMS;
      for (int i = from; i < to; i++) {
        int row = order[i];
        int at = base + bins[row] * SUMS;
        sums[at] += gradient[row];
        sums[at + 1] += curvature[row];
        sums[at + 2]++;
      }
    }
    return sums;
  }

  private record Split(int feature, int bin, double gain) {}

  private @org.jspecify.annotations.Nullable Split bestSplit(double[] sums, int from, int to) {
    double slope = 0;
    double curve = 0;
    for (int i = from; i < to; i++) {
      slope += gradient[order[i]];
      curve += curvature[order[i]];
    }
    Split best = null;
    for (int f = 0; f < rows.width; f++) {
      Split found = bestSplit(f, sums, slope, curve, to - from);
      if (found.gain() > (best == null ? 0 : best.gain())) {
        best = found;
      }
    }
    return best;
  }

  private Split bestSplit(int f, double[] sums, double slope, double curve, int count) {
    Split best = new Split(f, 0, 0);
    double whole = gain(slope, curve);
    double below = 0;
    double curveBelow = 0;
    double countBelow = 0;
    for (int bin = 0; bin < rows.cuts[f].length; bin++) {
      int at = (f * BinnedRows.BINS + bin) * SUMS;
      below += sums[at];
      curveBelow += sums[at + 1];
      countBelow += sums[at + 2];
      if (countBelow >= LEAST_ROWS && count - countBelow >= LEAST_ROWS) {
        double gain = gain(below, curveBelow) + gain(slope - below, curve - curveBelow) - whole;
        if (gain > best.gain()) {
          best = new Split(f, bin, gain);
        }
      }
    }
    return best;
  }

  private static double gain(double slope, double curve) {
    return slope * slope / (curve + RIDGE);
  }

  /** Moves the rows of the lower side to the front, in their order; where the other side starts. */
  private int partition(Split split, int from, int to) {
    byte[] bins = rows.bins[split.feature()];
    int below = from;
    int above = 0;
    for (int i = from; i < to; i++) {
      int row = order[i];
      if (bins[row] <= split.bin()) {
        order[below++] = row;
      } else {
        right[above++] = row;
      }
    }
    System.arraycopy(right, 0, order, below, above);
    return below;
  }

  private void setLeaf(int tree, int number, int from, int to) {
    double slope = 0;
    double curve = 0;
    for (int i = from; i < to; i++) {
      slope += gradient[order[i]];
      curve += curvature[order[i]];
    }
    double value = RATE * slope / (curve + RIDGE);
    leaf[tree * BoostedTrees.LEAVES + number] = (float) value;
    for (int i = from; i < to; i++) {
      scores[order[i]] += value;
    }
  }
}
