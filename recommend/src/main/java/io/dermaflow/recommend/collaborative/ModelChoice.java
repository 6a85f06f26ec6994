package io.dermaflow.recommend.collaborative;

import io.dermaflow.recommend.interactions.InteractionLog;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Chooses a method and its settings by validation on the log at hand: the newest choice of each
 * subject is held out, all items are ranked, and NDCG@10 decides. Settings are tried, and trees
 * learn, on the choices of some subjects; the methods are compared on those of others.
 * Deterministic.
 */
public final class ModelChoice {

  /** Subjects on whose choices settings are tried. */
  private static final int TRIED_ON = 3000;

  /** Subjects on whose choices methods are compared. */
  private static final int COMPARED_ON = 2500;

  /** What is known better must be so by this many standard errors of the difference. */
  private static final double CLEARLY = 1;

  private final long seed;

  /**
   * @param seed decides ties and whatever else is random
   */
  public ModelChoice(long seed) {
    this.seed = seed;
  }

  /**
   * A method as it was compared.
   *
   * @param method its name
   * @param settings its settings, empty without
   * @param ndcg10 mean NDCG@10
   * @param error standard error of that mean
   */
  public record Compared(String method, String settings, double ndcg10, double error) {}

  /**
   * A choice.
   *
   * @param trainer what was chosen, to be fitted to the whole log
   * @param compared all methods, in order of complexity
   * @param comparedOn number of held-out choices that they were compared on
   */
  public record Choice(RankerTrainer trainer, List<Compared> compared, int comparedOn) {
    public Choice {
      compared = List.copyOf(compared);
    }
  }

  /** The textbook item-kNN, a yardstick. */
  public static RankerTrainer itemKnn() {
    return ItemKnn.COSINE;
  }

  /** Popularity, a yardstick. */
  public static RankerTrainer popularity() {
    return new PopularityTrainer();
  }

  private record PopularityTrainer() implements RankerTrainer {
    @Override
    public String name() {
      return "popularity";
    }

    @Override
    public ItemRanker fit(LogStatistics statistics) {
      return statistics.popularity();
    }
  }

  /** Chooses for a log. Without a history to learn from it is popularity. */
  public Choice choose(InteractionLog log) {
    HeldOut all = HeldOut.of(log);
    LogStatistics statistics = new LogStatistics(all.before(), seed);
    double part = Math.min(0.5, COMPARED_ON / (double) Math.max(1, all.size()));
    HeldOut judges = all.where(subject -> lot(log, subject) < part);
    HeldOut learners = all.where(subject -> lot(log, subject) >= part);
    double tried = part + TRIED_ON / (double) Math.max(1, all.size());
    HeldOut grid = learners.where(subject -> lot(log, subject) < tried);
    Cooccurrence base = new SettingsSearch(statistics, grid).best();
    Map<RankerTrainer, ItemRanker> methods = new LinkedHashMap<>();
    for (RankerTrainer method :
        List.of(popularity(), itemKnn(), ItemKnn.RECENT, base, new FactorTrainer(base.decay()))) {
      methods.put(method, method.fit(statistics));
    }
    LearnedTrainer.learn(learners, statistics, base)
        .ifPresent(learned -> methods.put(learned, learned.fitWithoutBonus(statistics)));
    return compare(methods, judges);
  }

  private double lot(InteractionLog log, int subject) {
    return Lots.share(Lots.of(log.subject(subject), seed));
  }

  private static Choice compare(Map<RankerTrainer, ItemRanker> methods, HeldOut judges) {
    List<Compared> compared = new ArrayList<>();
    RankerTrainer chosen = popularity();
    double[] best = new double[judges.size()];
    for (Map.Entry<RankerTrainer, ItemRanker> method : methods.entrySet()) {
      double[] gains = judges.ndcg(method.getValue());
      compared.add(compared(method.getKey(), gains));
      double[] gained = difference(gains, best);
      if (mean(gained) > CLEARLY * error(gained)) {
        chosen = method.getKey();
        best = gains;
      }
    }
    return new Choice(chosen, compared, judges.size());
  }

  private static double[] difference(double[] a, double[] b) {
    double[] difference = new double[a.length];
    Arrays.setAll(difference, i -> a[i] - b[i]);
    return difference;
  }

  private static Compared compared(RankerTrainer method, double[] gains) {
    String settings = method.toString();
    int from = settings.indexOf('[');
    String inside = from < 0 ? "" : settings.substring(from + 1, settings.length() - 1);
    return new Compared(method.name(), inside, mean(gains), error(gains));
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElse(0);
  }

  private static double error(double[] values) {
    double mean = mean(values);
    double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
    return values.length < 2 ? 0 : Math.sqrt(squares / (values.length - 1) / values.length);
  }
}
