package io.dermaflow.recommend.evaluation;

/**
 * How good a method ranks, over all held-out choices; of all items, none left out but those that
 * the history has.
 *
 * @param method its name
 * @param hr3 share of the choices that are among the first three
 * @param hr10 share of the choices that are among the first ten
 * @param ndcg3 mean of {@code 1 / log2(place + 2)} of choices among the first three (place from 0)
 * @param ndcg10 the same of the first ten
 * @param coverage3 share of all items that are among the first three of somebody
 * @param diversity3 one minus the mean cosine of two of the first three; cosine of who chose them
 * @param novelty3 mean of {@code -log2(share of the subjects that have the item)} of the first
 *     three (Vargas and Castells, RecSys 2011)
 * @param fitCpuSeconds to fit it
 * @param rankCpuSeconds to rank for all
 */
public record RankingMetrics(
    String method,
    Estimate hr3,
    Estimate hr10,
    Estimate ndcg3,
    Estimate ndcg10,
    double coverage3,
    double diversity3,
    double novelty3,
    double fitCpuSeconds,
    double rankCpuSeconds) {

  /**
   * A mean over subjects with the interval that 95 % of bootstrap resamples of them fall into.
   *
   * @param value the mean
   * @param low lower end
   * @param high upper end
   */
  public record Estimate(double value, double low, double high) {}
}
