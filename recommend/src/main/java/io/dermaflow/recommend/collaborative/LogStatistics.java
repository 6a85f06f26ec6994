package io.dermaflow.recommend.collaborative;

import io.dermaflow.recommend.interactions.InteractionLog;
import java.util.HashMap;
import java.util.Map;

/**
 * What several methods need of one log, computed when it is first asked for and kept. For one
 * thread.
 */
public final class LogStatistics {

  /** Positions further apart say nothing about each other. */
  private static final int WINDOW = 100;

  private static final int LONGEST_ROW = 300;

  private final InteractionLog log;
  private final long seed;
  private final Popularity popularity;
  private final double[] counts;
  private final Map<Double, Neighbours> neighbours = new HashMap<>();

  /**
   * @param seed decides ties and whatever else is random
   */
  public LogStatistics(InteractionLog log, long seed) {
    this.log = log;
    this.seed = seed;
    counts = new double[log.items()];
    for (int subject = 0; subject < log.subjects(); subject++) {
      for (int position = log.start(subject); position < log.end(subject); position++) {
        counts[log.item(position)] += log.weight(position);
      }
    }
    popularity = Popularity.of(counts, Lots.of(log, seed));
  }

  public InteractionLog log() {
    return log;
  }

  long seed() {
    return seed;
  }

  Popularity popularity() {
    return popularity;
  }

  /** Sum of an item's weights, at least 1: what sums are divided by. */
  double count(int item) {
    return Math.max(1, counts[item]);
  }

  /** Neighbours whose weight falls with this power of the distance. */
  Neighbours neighbours(double power) {
    return neighbours.computeIfAbsent(
        power, p -> Neighbours.of(log, WINDOW, p, LONGEST_ROW, popularity));
  }

  /** Forgets neighbours that are not needed any more. */
  void keepOnlyNeighbours(double power) {
    neighbours.keySet().retainAll(java.util.Set.of(power));
  }
}
