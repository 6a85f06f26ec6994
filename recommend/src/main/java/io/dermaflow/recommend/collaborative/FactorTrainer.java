package io.dermaflow.recommend.collaborative;

import io.dermaflow.recommend.interactions.History;

/**
 * Ranks by factors: the vectors of a history's items, the newest most, against the vectors of all
 * items; powers of the counts make up for popularity (Cremonesi, Koren and Turrin, RecSys 2010,
 * with recency).
 *
 * @param decay what a position counts less for each newer one, 1 for none
 */
record FactorTrainer(double decay) implements RankerTrainer {

  private static final double OWN_POWER = -0.5;
  private static final double OTHER_POWER = 0.3;
  private static final double PRIOR = 1e-3;
  private static final int DEPTH = 50;

  @Override
  public String name() {
    return "factors";
  }

  @Override
  public ItemRanker fit(LogStatistics statistics) {
    return new Ranker(Factors.of(statistics), statistics);
  }

  private final class Ranker implements ItemRanker {

    private final Factors factors;
    private final Popularity popularity;
    private final float[] own;
    private final float[] other;

    Ranker(Factors factors, LogStatistics statistics) {
      this.factors = factors;
      popularity = statistics.popularity();
      own = new float[popularity.items()];
      other = new float[popularity.items()];
      for (int item = 0; item < own.length; item++) {
        own[item] = (float) Math.pow(statistics.count(item), OWN_POWER);
        other[item] = (float) Math.pow(statistics.count(item), OTHER_POWER);
      }
    }

    @Override
    public String name() {
      return FactorTrainer.this.name();
    }

    @Override
    public Worker worker() {
      Marks seen = new Marks(own.length);
      float[] sum = new float[Factors.RANK];
      return (history, best) -> {
        best.clear();
        seen.clear();
        Popularity.mark(history, seen);
        addUp(history, sum);
        for (int item = 0; item < own.length; item++) {
          if (!seen.has(item)) {
            double score = factors.dot(item, sum) * other[item] + PRIOR * popularity.share(item);
            best.offer(item, score, popularity.lot(item));
          }
        }
      };
    }

    private void addUp(History history, float[] sum) {
      java.util.Arrays.fill(sum, 0);
      double age = 1;
      int oldest = Math.max(history.from(), history.to() - DEPTH);
      for (int p = history.to() - 1; p >= oldest; p--, age *= decay) {
        int item = history.items()[p];
        factors.addTo(sum, item, (float) (age * history.weights()[p] * own[item]));
      }
    }
  }
}
