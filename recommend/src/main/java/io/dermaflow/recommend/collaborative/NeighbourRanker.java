package io.dermaflow.recommend.collaborative;

import io.dermaflow.recommend.interactions.History;

/**
 * Adds up the neighbours of what a history has, each weighted by how near to its end it stands, and
 * a prior: the score of an item is {@code Σ decay^age · weight · neighbour + prior · share}, which
 * orders items as the posterior mean of a next-item distribution does whose prior is popularity
 * (Dirichlet smoothing). With nothing known it is popularity, and each interaction moves it a step.
 */
final class NeighbourRanker implements ItemRanker {

  /** What is older than this adds too little to be looked up. */
  private static final double LEAST = 1e-4;

  private final String name;
  private final int[] start;
  private final int[] item;
  private final float[] weight;
  private final double decay;
  private final double prior;
  private final Popularity popularity;

  /**
   * @param weight weight of each neighbour
   * @param decay what a position's weight is multiplied by for each newer one, in (0, 1]
   * @param prior weight of popularity, above 0
   */
  NeighbourRanker(
      String name,
      Neighbours neighbours,
      float[] weight,
      double decay,
      double prior,
      Popularity popularity) {
    this.name = name;
    start = neighbours.start;
    item = neighbours.item;
    this.weight = weight;
    this.decay = decay;
    this.prior = prior;
    this.popularity = popularity;
  }

  @Override
  public String name() {
    return name;
  }

  Popularity popularity() {
    return popularity;
  }

  int rowStart(int of) {
    return start[of];
  }

  int rowEnd(int of) {
    return start[of + 1];
  }

  int neighbour(int edge) {
    return item[edge];
  }

  float edgeWeight(int edge) {
    return weight[edge];
  }

  @Override
  public Worker worker() {
    return new Sums();
  }

  private final class Sums implements Worker {

    private final double[] sum = new double[popularity.items()];
    private final int[] touched = new int[popularity.items()];
    private final Marks seen = new Marks(popularity.items());

    @Override
    public void rank(History history, RankedItems best) {
      best.clear();
      seen.clear();
      int size = add(history);
      Popularity.mark(history, seen);
      for (int i = 0; i < size; i++) {
        int candidate = touched[i];
        if (seen.add(candidate)) {
          double score = sum[candidate] + prior * popularity.share(candidate);
          best.offer(candidate, score, popularity.lot(candidate));
        }
        sum[candidate] = 0;
      }
      popularity.offerRest(seen, prior, best);
    }

    private int add(History history) {
      int size = 0;
      double age = 1;
      for (int p = history.to() - 1; p >= history.from() && age >= LEAST; p--, age *= decay) {
        double factor = age * history.weights()[p];
        if (factor == 0) {
          continue;
        }
        int of = history.items()[p];
        for (int edge = start[of]; edge < start[of + 1]; edge++) {
          int candidate = item[edge];
          if (sum[candidate] == 0) {
            touched[size++] = candidate;
          }
          sum[candidate] += factor * weight[edge];
        }
      }
      return size;
    }
  }
}
