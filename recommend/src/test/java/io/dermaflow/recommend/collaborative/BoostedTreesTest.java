package io.dermaflow.recommend.collaborative;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class BoostedTreesTest {

  private static final int WIDTH = 3;
  private static final int GROUP = 8;

  /** Groups whose first row is the one for which two features agree; the third says nothing. */
  private static float[] agreement(long seed, int groups) {
    Random random = new Random(seed);
    float[] rows = new float[groups * GROUP * WIDTH];
    for (int row = 0; row < groups * GROUP; row++) {
      float first = random.nextInt(2);
      boolean chosen = row % GROUP == 0;
      rows[row * WIDTH] = first + random.nextFloat() / 2;
      rows[row * WIDTH + 1] = (chosen ? first : 1 - first) + random.nextFloat() / 2;
      rows[row * WIDTH + 2] = random.nextFloat();
    }
    return rows;
  }

  @Test
  void learnsWhatTwoFeaturesSayTogether() {
    BoostedTrees trees = TreeTraining.train(agreement(1, 500), WIDTH, GROUP);
    float[] unseen = agreement(2, 200);
    double[] scores = new double[unseen.length / WIDTH];
    trees.score(unseen, scores.length, scores);
    int first = 0;
    for (int group = 0; group < scores.length; group += GROUP) {
      boolean best = true;
      for (int i = 1; i < GROUP; i++) {
        best &= scores[group] > scores[group + i];
      }
      first += best ? 1 : 0;
    }
    assertThat(first).isEqualTo(200);
  }

  @Test
  void scoresARowTheSameWhereverItStands() {
    BoostedTrees trees = TreeTraining.train(agreement(1, 100), WIDTH, GROUP);
    float[] rows = agreement(3, 2);
    double[] all = new double[rows.length / WIDTH];
    trees.score(rows, all.length, all);
    for (int row = 0; row < all.length; row++) {
      float[] one = java.util.Arrays.copyOfRange(rows, row * WIDTH, (row + 1) * WIDTH);
      double[] alone = new double[1];
      trees.score(one, 1, alone);
      assertThat(alone[0]).isEqualTo(all[row]);
    }
  }

  @Test
  void goesRightOnlyAboveTheThreshold() {
    int[] feature = new int[BoostedTrees.INNER];
    float[] threshold = new float[BoostedTrees.INNER];
    float[] leaf = new float[BoostedTrees.LEAVES];
    java.util.Arrays.fill(threshold, Float.POSITIVE_INFINITY);
    threshold[0] = 2;
    leaf[0] = 5;
    leaf[BoostedTrees.LEAVES / 2] = 7;
    BoostedTrees trees = new BoostedTrees(1, feature, threshold, leaf);
    double[] scores = new double[5];
    trees.score(new float[] {1, 2, 2.0001f, 3, Float.MAX_VALUE}, 5, scores);
    assertThat(scores).containsExactly(5, 5, 7, 7, 7);
  }

  @Test
  void learnsNothingFromNothing() {
    BoostedTrees trees = TreeTraining.train(new float[4 * GROUP * WIDTH], WIDTH, GROUP);
    double[] scores = new double[1];
    trees.score(new float[WIDTH], 1, scores);
    assertThat(scores[0]).isCloseTo(0, within(1e-6));
  }

  @Test
  void weighsAPairByWhatSwappingItWouldGain() {
    // The chosen row is second of three: log2 discounts 1, 0.6309 and 0.5.
    float[] gradient = new float[3];
    float[] curvature = new float[3];
    new LambdaRank(3).gradients(new double[] {1, 2, 0}, gradient, curvature);
    double above = (1 - 0.63093) / (1 + Math.exp(-1));
    double below = (0.63093 - 0.5) / (1 + Math.exp(1));
    assertThat((double) gradient[0]).isCloseTo(above + below, within(1e-5));
    assertThat((double) gradient[1]).isCloseTo(-above, within(1e-5));
    assertThat((double) gradient[2]).isCloseTo(-below, within(1e-5));
    assertThat((double) curvature[1]).isCloseTo(above / (1 + Math.exp(1)), within(1e-5));
  }

  @Test
  void placesTheChosenRowLastAmongEquals() {
    float[] gradient = new float[3];
    new LambdaRank(3).gradients(new double[3], gradient, new float[3]);
    assertThat((double) gradient[1]).isCloseTo(-(1 - 0.5) / 2, within(1e-5));
    assertThat((double) gradient[2]).isCloseTo(-(0.63093 - 0.5) / 2, within(1e-5));
  }
}
