package io.dermaflow.recommend.collaborative;

/**
 * Item-based nearest neighbours: {@code together / (count^(1-target) · count'^target + shrink)},
 * the cosine of two columns at {@code target} 0.5, shrunk towards 0 where little is known (Sarwar
 * et al., WWW 2001; Bell and Koren, KDD Cup 2007).
 *
 * @param shrink added to the denominator
 * @param target power of the count of the item that is recommended, 0 to 1
 * @param decay what a position counts less for each newer one, 1 for none
 */
record ItemKnn(double shrink, double target, double decay) implements RankerTrainer {

  private static final double PRIOR = 1e-3;

  /** The textbook's. */
  static final ItemKnn COSINE = new ItemKnn(20, 0.5, 1);

  /** What a person chose last counts most. */
  static final ItemKnn RECENT = new ItemKnn(20, 0.35, 0.6);

  @Override
  public String name() {
    return decay < 1 ? "item-kNN, recent first" : "item-kNN";
  }

  @Override
  public NeighbourRanker fit(LogStatistics statistics) {
    Neighbours neighbours = statistics.neighbours(Cooccurrence.POWER);
    int items = statistics.log().items();
    double[] own = new double[items];
    double[] other = new double[items];
    for (int item = 0; item < items; item++) {
      own[item] = Math.pow(statistics.count(item), 1 - target);
      other[item] = Math.pow(statistics.count(item), target);
    }
    float[] weights = new float[neighbours.item.length];
    for (int item = 0; item < items; item++) {
      for (int e = neighbours.start[item]; e < neighbours.start[item + 1]; e++) {
        double norm = own[item] * other[neighbours.item[e]] + shrink;
        weights[e] = (float) (neighbours.together[e] / norm);
      }
    }
    return new NeighbourRanker(name(), neighbours, weights, decay, PRIOR, statistics.popularity());
  }
}
