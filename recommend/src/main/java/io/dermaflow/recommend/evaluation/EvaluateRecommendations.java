package io.dermaflow.recommend.evaluation;

import io.dermaflow.errors.DermaflowException;
import io.dermaflow.recommend.collaborative.HeldOut;
import io.dermaflow.recommend.collaborative.ItemRanker;
import io.dermaflow.recommend.collaborative.ItemSimilarity;
import io.dermaflow.recommend.collaborative.LogStatistics;
import io.dermaflow.recommend.collaborative.ModelChoice;
import io.dermaflow.recommend.collaborative.ModelChoice.Choice;
import io.dermaflow.recommend.collaborative.RankedItems;
import io.dermaflow.recommend.collaborative.RankerTrainer;
import io.dermaflow.recommend.evaluation.RecommendationEvaluation.HistoryLength;
import io.dermaflow.recommend.interactions.History;
import io.dermaflow.recommend.interactions.InteractionLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/**
 * Measures rankings offline: the newest choice of each subject is held out, the method is chosen by
 * validation on what is left (where again the newest is held out) and fitted to it, all items are
 * ranked, and popularity and item-kNN are measured in the same run.
 */
public final class EvaluateRecommendations {

  private static final int POPULARITY = 0;
  private static final int KNN = 1;
  private static final int CHOSEN = 2;
  private static final List<Integer> LENGTHS = List.of(0, 1, 2, 3, 4, 6, 10);

  /** Subjects whose histories are cut. */
  private static final int CUT = 4000;

  private static final ToDoubleFunction<long[]> NDCG10 =
      counts -> Places.ndcg(counts, Places.FIRST);

  private final long seed;
  private final Supplier<Duration> cpuTime;

  /**
   * @param seed decides ties and resamples
   * @param cpuTime processor time that this process has used, all threads together
   */
  public EvaluateRecommendations(long seed, Supplier<Duration> cpuTime) {
    this.seed = seed;
    this.cpuTime = cpuTime;
  }

  /** Processor time that this process has used; zero where the system does not tell. */
  public static Duration processCpuTime() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /** A method as it was measured. */
  private record Measured(
      ItemRanker ranker, Places places, double fitCpuSeconds, double rankCpuSeconds) {}

  /**
   * Evaluates.
   *
   * @param source what the log was made of
   * @param setAside lines of it that could not be used
   * @throws DermaflowException (usage) when nobody has two interactions
   */
  public RecommendationEvaluation evaluate(String source, InteractionLog log, long setAside) {
    HeldOut choices = HeldOut.of(log);
    if (choices.size() == 0) {
      throw DermaflowException.usage(
          "Nobody in " + source + " has two interactions",
          "histories with a choice to hold out and something before it",
          "users and items are in the wrong columns");
    }
    Duration start = cpuTime.get();
    Choice choice = new ModelChoice(seed).choose(choices.before());
    double chooseCpuSeconds = secondsSince(start);
    List<Measured> measured = measure(choices, choice.trainer());
    Bootstrap bootstrap = new Bootstrap(measured.stream().map(Measured::places).toList(), seed);
    List<RankingMetrics> metrics = new ArrayList<>();
    for (int method = 0; method < measured.size(); method++) {
      metrics.add(metrics(method, measured.get(method), bootstrap, log.items()));
    }
    return new RecommendationEvaluation(
        source,
        log.subjects(),
        log.items(),
        log.size(),
        choices.size(),
        repeated(choices),
        setAside,
        seed,
        metrics,
        choice.trainer().name(),
        choice.compared(),
        choice.comparedOn(),
        chooseCpuSeconds,
        bootstrap.difference(CHOSEN, KNN, NDCG10),
        bootstrap.difference(CHOSEN, POPULARITY, NDCG10),
        byHistory(choices, measured.get(POPULARITY).ranker(), measured.get(CHOSEN).ranker()));
  }

  private List<Measured> measure(HeldOut choices, RankerTrainer chosen) {
    LogStatistics statistics = new LogStatistics(choices.before(), seed);
    ItemSimilarity similarity = new ItemSimilarity(statistics);
    List<Measured> measured = new ArrayList<>();
    for (RankerTrainer trainer : List.of(ModelChoice.popularity(), ModelChoice.itemKnn(), chosen)) {
      Duration start = cpuTime.get();
      ItemRanker ranker = trainer.fit(statistics);
      double fit = secondsSince(start);
      Duration fitted = cpuTime.get();
      Places places = Places.of(choices, ranker, similarity);
      measured.add(new Measured(ranker, places, fit, secondsSince(fitted)));
    }
    return measured;
  }

  private double secondsSince(Duration before) {
    return cpuTime.get().minus(before).toMillis() / 1000.0;
  }

  private static RankingMetrics metrics(
      int method, Measured measured, Bootstrap bootstrap, int items) {
    return new RankingMetrics(
        measured.ranker().name(),
        bootstrap.estimate(method, counts -> Places.hitRate(counts, Places.SHOWN)),
        bootstrap.estimate(method, counts -> Places.hitRate(counts, Places.FIRST)),
        bootstrap.estimate(method, counts -> Places.ndcg(counts, Places.SHOWN)),
        bootstrap.estimate(method, NDCG10),
        measured.places().coverage(items),
        measured.places().meanDiversity(),
        measured.places().meanNovelty(),
        measured.fitCpuSeconds(),
        measured.rankCpuSeconds());
  }

  private static int repeated(HeldOut choices) {
    int repeated = 0;
    for (int i = 0; i < choices.size(); i++) {
      History history = choices.before().history(choices.subject(i));
      boolean again = false;
      for (int p = history.from(); p < history.to(); p++) {
        again |= history.items()[p] == choices.choice(i);
      }
      repeated += again ? 1 : 0;
    }
    return repeated;
  }

  private static List<HistoryLength> byHistory(
      HeldOut choices, ItemRanker popularity, ItemRanker chosen) {
    List<HistoryLength> found = new ArrayList<>();
    for (int length : LENGTHS) {
      found.add(
          new HistoryLength(
              length, ndcg(choices, popularity, length), ndcg(choices, chosen, length)));
    }
    return found;
  }

  /** Mean NDCG@10 of some subjects, spread evenly, with histories of at most this length. */
  private static double ndcg(HeldOut choices, ItemRanker ranker, int length) {
    ItemRanker.Worker worker = ranker.worker();
    RankedItems best = new RankedItems(Places.FIRST);
    int step = Math.max(1, choices.size() / CUT);
    double sum = 0;
    int count = 0;
    for (int i = 0; i < choices.size(); i += step) {
      History whole = choices.before().history(choices.subject(i));
      int from = Math.max(whole.from(), whole.to() - length);
      worker.rank(new History(whole.items(), whole.weights(), from, whole.to()), best);
      int place = best.placeOf(choices.choice(i));
      sum += place < 0 ? 0 : HeldOut.discount(place);
      count++;
    }
    return sum / Math.max(1, count);
  }
}
