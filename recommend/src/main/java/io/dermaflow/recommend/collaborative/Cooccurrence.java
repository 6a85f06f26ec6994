package io.dermaflow.recommend.collaborative;

/**
 * Directed co-occurrence: what comes after an item in the histories of all, the nearer the more;
 * what comes before it counts less; popular items are damped: {@code (after + reverse · before) /
 * (count^from · count'^to)}.
 *
 * @param power how fast a pair's weight falls with the distance of its positions
 * @param reverse weight of the other direction, 1 where order says nothing
 * @param from damping power of the item that a history has
 * @param to damping power of the item that is recommended
 * @param decay what a position counts less for each newer one, 1 for none
 * @param prior weight of popularity, see {@link NeighbourRanker}
 */
record Cooccurrence(
    double power, double reverse, double from, double to, double decay, double prior)
    implements RankerTrainer {

  static final double POWER = 0.8;

  /** Where the search for settings starts. */
  static final Cooccurrence START = new Cooccurrence(POWER, 0.5, 0.3, 0.15, 0.5, 1e-3);

  @Override
  public String name() {
    return "directed co-occurrence";
  }

  Cooccurrence withPower(double other) {
    return new Cooccurrence(other, reverse, from, to, decay, prior);
  }

  Cooccurrence withReverse(double other) {
    return new Cooccurrence(power, other, from, to, decay, prior);
  }

  Cooccurrence withDamping(double otherFrom, double otherTo) {
    return new Cooccurrence(power, reverse, otherFrom, otherTo, decay, prior);
  }

  Cooccurrence withDecay(double other) {
    return new Cooccurrence(power, reverse, from, to, other, prior);
  }

  Cooccurrence withPrior(double other) {
    return new Cooccurrence(power, reverse, from, to, decay, other);
  }

  @Override
  public NeighbourRanker fit(LogStatistics statistics) {
    Neighbours neighbours = statistics.neighbours(power);
    int items = statistics.log().items();
    double[] own = new double[items];
    double[] other = new double[items];
    for (int item = 0; item < items; item++) {
      own[item] = Math.pow(statistics.count(item), -from);
      other[item] = Math.pow(statistics.count(item), -to);
    }
    float[] weights = new float[neighbours.item.length];
    for (int item = 0; item < items; item++) {
      for (int e = neighbours.start[item]; e < neighbours.start[item + 1]; e++) {
        double sum = neighbours.after[e] + reverse * neighbours.before[e];
        weights[e] = (float) (sum * own[item] * other[neighbours.item[e]]);
      }
    }
    return new NeighbourRanker(name(), neighbours, weights, decay, prior, statistics.popularity());
  }
}
