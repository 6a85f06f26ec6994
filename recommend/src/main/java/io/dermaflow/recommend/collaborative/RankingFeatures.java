package io.dermaflow.recommend.collaborative;

import io.dermaflow.recommend.interactions.History;
import java.util.Arrays;
import java.util.List;

/** What a candidate and a history have to do with each other, in numbers that trees can split. */
final class RankingFeatures {

  private static final int SCORE = 0;
  private static final int NEWEST = 1;
  private static final int SECOND_NEWEST = 4;
  private static final int OLDER = 7;
  private static final int NEXT = 10;
  private static final int KNN = 11;
  private static final int COSINE = 12;
  private static final int NEIGHBOURS = 13;
  private static final int SECOND_HAND = 14;
  private static final int COUNT = 15;
  private static final int PLACE = 16;
  private static final int BEHIND = 17;
  private static final int NEWEST_BEHIND = 18;
  private static final int LENGTH = 19;

  /**
   * The features in their order: the co-occurrence score; then, for the newest item of the history,
   * the second newest and all older ones together, how much the candidate comes after, before and
   * together with it; how often right after the newest; the item-kNN score; the largest cosine with
   * an item of the history; with how many of them it occurs; its score over the best candidates
   * instead of over the history; what it is by itself; and of the history, the newest item's age
   * and the length.
   */
  static final List<String> NAMES =
      List.of(
          "score",
          "newest.after",
          "newest.before",
          "newest.together",
          "second.after",
          "second.before",
          "second.together",
          "older.after",
          "older.before",
          "older.together",
          "newest.next",
          "knn",
          "cosine",
          "neighbours",
          "second-hand",
          "count",
          "place",
          "behind",
          "newest.behind",
          "length");

  static final int WIDTH = NAMES.size();

  /** Older interactions are not looked at. */
  private static final int DEPTH = 50;

  private static final double OLDER_DECAY = 0.7;
  private static final float COSINE_SHRINK = 5;

  /** How many candidates speak for others. */
  private static final int SPEAKERS = 20;

  private final NeighbourRanker base;
  private final Neighbours neighbours;
  private final ItemTraits traits;
  private final float[] rowSum;

  RankingFeatures(LogStatistics statistics, NeighbourRanker base, Neighbours neighbours) {
    this.base = base;
    this.neighbours = neighbours;
    traits = new ItemTraits(statistics);
    rowSum = new float[statistics.log().items()];
    for (int item = 0; item < rowSum.length; item++) {
      for (int edge = neighbours.start[item]; edge < neighbours.start[item + 1]; edge++) {
        rowSum[item] += base.edgeWeight(edge);
      }
    }
  }

  Reader reader() {
    return new Reader();
  }

  /** Reads features; for one thread. */
  final class Reader {

    /** By item: one more than its place among the candidates, 0 for others. */
    private final int[] slot = new int[rowSum.length];

    /**
     * Reads the features of candidates.
     *
     * @param candidates the first of what the base ranks for the history
     * @param count how many of them
     * @param out receives {@code count} rows of {@link #WIDTH}
     */
    void read(History history, RankedItems candidates, int count, float[] out) {
      Arrays.fill(out, 0, count * WIDTH, 0);
      for (int i = 0; i < count; i++) {
        slot[candidates.item(i)] = i + 1;
      }
      addHistory(history, out);
      addSecondHand(candidates, count, out);
      int newest = history.length() == 0 ? -1 : history.items()[history.to() - 1];
      for (int i = 0; i < count; i++) {
        int item = candidates.item(i);
        int row = i * WIDTH;
        out[row + SCORE] = (float) candidates.score(i);
        out[row + COUNT] = traits.count[item];
        out[row + PLACE] = traits.place[item];
        out[row + BEHIND] = traits.behind[item];
        out[row + NEWEST_BEHIND] = newest < 0 ? 0 : traits.behind[newest];
        out[row + LENGTH] = history.length();
        slot[item] = 0;
      }
    }

    private void addHistory(History history, float[] out) {
      double knnAge = 1;
      double olderAge = 1;
      int oldest = Math.max(history.from(), history.to() - DEPTH);
      for (int p = history.to() - 1; p >= oldest; p--) {
        int age = history.to() - 1 - p;
        float weight = history.weights()[p];
        int block = age == 0 ? NEWEST : age == 1 ? SECOND_NEWEST : OLDER;
        addItem(history.items()[p], block, weight, (float) olderAge, (float) knnAge, out);
        knnAge *= ItemKnn.RECENT.decay();
        olderAge *= age >= 2 ? OLDER_DECAY : 1;
      }
    }

    private void addItem(
        int own, int block, float weight, float olderAge, float knnAge, float[] out) {
      float factor = weight * olderAge;
      float root = traits.root[own];
      for (int edge = neighbours.start[own]; edge < neighbours.start[own + 1]; edge++) {
        int item = neighbours.item[edge];
        if (slot[item] == 0) {
          continue;
        }
        int row = (slot[item] - 1) * WIDTH;
        float together = neighbours.together[edge];
        out[row + block] += factor * neighbours.after[edge];
        out[row + block + 1] += factor * neighbours.before[edge];
        out[row + block + 2] += factor * together;
        out[row + NEXT] += block == NEWEST ? weight * neighbours.next[edge] : 0;
        float norm = traits.own[own] * traits.other[item] + (float) ItemKnn.RECENT.shrink();
        out[row + KNN] += weight * knnAge * together / norm;
        float cosine = weight * together / (root * traits.root[item] + COSINE_SHRINK);
        out[row + COSINE] = Math.max(out[row + COSINE], cosine);
        out[row + NEIGHBOURS]++;
      }
    }

    private void addSecondHand(RankedItems candidates, int count, float[] out) {
      for (int i = 0; i < Math.min(SPEAKERS, count); i++) {
        int own = candidates.item(i);
        if (rowSum[own] == 0) {
          continue;
        }
        float factor = (float) candidates.score(i) / rowSum[own];
        for (int edge = neighbours.start[own]; edge < neighbours.start[own + 1]; edge++) {
          int item = neighbours.item[edge];
          if (slot[item] != 0) {
            out[(slot[item] - 1) * WIDTH + SECOND_HAND] += factor * base.edgeWeight(edge);
          }
        }
      }
    }
  }
}
