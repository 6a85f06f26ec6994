package io.dermaflow.recommend.collaborative;

import java.util.Arrays;

/**
 * Gradients of LambdaRank for groups of which the first row is the item that was chosen: how much
 * each pair of it and another row would change NDCG by changing places (Burges, From RankNet to
 * LambdaRank to LambdaMART, MSR-TR-2010-82).
 */
final class LambdaRank {

  private final int group;
  private final double[] discount;
  private final int[] place;

  /**
   * @param group rows in a group
   */
  LambdaRank(int group) {
    this.group = group;
    discount = new double[group];
    place = new int[group];
    for (int i = 0; i < group; i++) {
      discount[i] = HeldOut.discount(i);
    }
  }

  /**
   * Computes them.
   *
   * @param scores by row
   * @param gradient receives by row how the score should change
   * @param curvature receives the second derivative by row
   */
  void gradients(double[] scores, float[] gradient, float[] curvature) {
    Arrays.fill(gradient, 0);
    Arrays.fill(curvature, 0);
    for (int first = 0; first < scores.length; first += group) {
      place(scores, first);
      for (int i = 1; i < group; i++) {
        double gain = Math.abs(discount[place[0]] - discount[place[i]]);
        double wrong = 1 / (1 + Math.exp(scores[first] - scores[first + i]));
        float slope = (float) (wrong * gain);
        float curve = (float) (wrong * (1 - wrong) * gain);
        gradient[first] += slope;
        gradient[first + i] -= slope;
        curvature[first] += curve;
        curvature[first + i] += curve;
      }
    }
  }

  /** Places by score; of equals the chosen item is the last. */
  private void place(double[] scores, int first) {
    for (int i = 0; i < group; i++) {
      int before = 0;
      double own = scores[first + i];
      for (int j = 0; j < group; j++) {
        double other = scores[first + j];
        boolean tieBefore = other == own && (i == 0 ? j > 0 : j > 0 && j < i);
        before += other > own || tieBefore ? 1 : 0;
      }
      place[i] = before;
    }
  }
}
