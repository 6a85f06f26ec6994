package io.dermaflow.recommend.collaborative;

/**
 * A sum of regression trees of one depth, each a complete binary tree in arrays: the children of
 * node {@code k} are {@code 2k + 1} (value at most the threshold) and {@code 2k + 2}. Immutable.
 */
final class BoostedTrees {

  /** Decisions from the root of a tree to a leaf. */
  static final int DEPTH = 4;

  static final int INNER = (1 << DEPTH) - 1;
  static final int LEAVES = 1 << DEPTH;

  private final int width;
  private final int[] feature;
  private final float[] threshold;
  private final float[] leaf;

  /**
   * @param width number of features of a row
   * @param feature by tree and inner node
   * @param threshold by tree and inner node
   * @param leaf value by tree and leaf
   */
  BoostedTrees(int width, int[] feature, float[] threshold, float[] leaf) {
    this.width = width;
    this.feature = feature.clone();
    this.threshold = threshold.clone();
    this.leaf = leaf.clone();
  }

  @Override
  public String toString() {
    return size() + " trees of depth " + DEPTH;
  }

  /** Number of trees. */
  int size() {
    return leaf.length / LEAVES;
  }

  /**
   * Scores rows, four at a time so that the processor need not wait for one of them.
   *
   * @param rows features, row by row, finite
   * @param count number of rows
   * @param scores receives the score of each row
   */
  void score(float[] rows, int count, double[] scores) {
    java.util.Arrays.fill(scores, 0, count, 0);
    for (int tree = 0; tree < size(); tree++) {
      int row = 0;
      for (; row + 4 <= count; row += 4) {
        addFour(tree, rows, row, scores);
      }
      for (; row < count; row++) {
        int node = 0;
        for (int d = 0; d < DEPTH; d++) {
          node = child(tree * INNER, node, rows, row * width);
        }
        scores[row] += value(tree, node);
      }
    }
  }

  private void addFour(int tree, float[] rows, int row, double[] scores) {
    int base = tree * INNER;
    int at = row * width;
    int first = 0;
    int second = 0;
    int third = 0;
    int fourth = 0;
    for (int d = 0; d < DEPTH; d++) {
      first = child(base, first, rows, at);
      second = child(base, second, rows, at + width);
      third = child(base, third, rows, at + 2 * width);
      fourth = child(base, fourth, rows, at + 3 * width);
    }
    scores[row] += value(tree, first);
    scores[row + 1] += value(tree, second);
    scores[row + 2] += value(tree, third);
    scores[row + 3] += value(tree, fourth);
  }

  /** The child that a row goes to; the sign of the difference decides, without a branch. */
  private int child(int base, int node, float[] rows, int at) {
    float over = threshold[base + node] - rows[at + feature[base + node]];
    return 2 * node + 1 + (Float.floatToRawIntBits(over) >>> 31);
  }

  private float value(int tree, int node) {
    return leaf[tree * LEAVES + node - INNER];
  }
}
