package io.dermaflow.recommend.collaborative;

/** How alike items are by who chose them, and how known each is. */
public final class ItemSimilarity {

  private final LogStatistics statistics;
  private final Neighbours neighbours;

  public ItemSimilarity(LogStatistics statistics) {
    this.statistics = statistics;
    neighbours = statistics.neighbours(Cooccurrence.POWER);
  }

  /** Cosine of two items' columns of the matrix of interactions, 0 to 1. */
  public double cosine(int a, int b) {
    for (int edge = neighbours.start[a]; edge < neighbours.start[a + 1]; edge++) {
      if (neighbours.item[edge] == b) {
        double norm = Math.sqrt(statistics.count(a) * statistics.count(b));
        return Math.min(1, neighbours.together[edge] / norm);
      }
    }
    return 0;
  }

  /** Share of the subjects that have an item, above 0 and at most 1. */
  public double share(int item) {
    return Math.min(1, statistics.count(item) / Math.max(1, statistics.log().subjects()));
  }
}
