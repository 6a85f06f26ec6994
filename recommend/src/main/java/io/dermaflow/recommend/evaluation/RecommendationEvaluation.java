package io.dermaflow.recommend.evaluation;

import io.dermaflow.recommend.collaborative.ModelChoice.Compared;
import io.dermaflow.recommend.evaluation.RankingMetrics.Estimate;
import java.util.List;

/**
 * What an evaluation found: leave-last-out, full ranking.
 *
 * @param source what was evaluated
 * @param subjects number of subjects
 * @param items number of items
 * @param interactions number of interactions
 * @param heldOut choices that were held out: the newest of each subject with a history
 * @param repeated how many of them the history had already; nobody can rank those
 * @param setAside lines that could not be used
 * @param seed what ties and resamples are drawn by
 * @param methods popularity, item-kNN, and the chosen method
 * @param chosen name of the method that validation chose
 * @param validation how the methods compared on the choices before the held-out ones
 * @param comparedOn number of those choices
 * @param chooseCpuSeconds to choose
 * @param gainOverKnn NDCG@10 of the chosen method less item-kNN's, subject by subject
 * @param gainOverPopularity the same against popularity
 * @param byHistory NDCG@10 when histories are cut to their newest interactions
 */
public record RecommendationEvaluation(
    String source,
    int subjects,
    int items,
    int interactions,
    int heldOut,
    int repeated,
    long setAside,
    long seed,
    List<RankingMetrics> methods,
    String chosen,
    List<Compared> validation,
    int comparedOn,
    double chooseCpuSeconds,
    Estimate gainOverKnn,
    Estimate gainOverPopularity,
    List<HistoryLength> byHistory) {

  public RecommendationEvaluation {
    methods = List.copyOf(methods);
    validation = List.copyOf(validation);
    byHistory = List.copyOf(byHistory);
  }

  /**
   * How methods do with little to go by.
   *
   * @param length interactions that were left of each history
   * @param popularity NDCG@10 of popularity
   * @param chosen NDCG@10 of the chosen method
   */
  public record HistoryLength(int length, double popularity, double chosen) {}
}
