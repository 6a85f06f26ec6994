package io.dermaflow.recommend.collaborative;

import io.dermaflow.recommend.interactions.InteractionLog;
import java.util.Arrays;

/**
 * A chance for items that fit some subjects and would be shown to none: what an item gets on top is
 * {@code strength / (1 + e)}, where {@code e} says how many subjects have it among their first few.
 * The strength is the smallest that brings as many items among the first three as wanted, and less
 * where that would cost too much of the NDCG which the scores themselves, read as log odds, let
 * expect.
 */
final class Exposure {

  /** Only what stands among these first is lifted. */
  static final int LIFTED = 20;

  /** Share of all items that should be among the first three of somebody. */
  private static final double WANTED = 0.82;

  /** Largest share of the expected NDCG that this may cost … */
  private static final double MOST_LOSS = 0.04;

  /** … and the largest where the wanted share stays out of reach. */
  private static final double LITTLE_LOSS = 0.01;

  private static final double STEP = 0.1;
  private static final int STEPS = 20;
  private static final int SHOWN = 3;
  private static final int FIRST_FEW = 5;
  private static final int FIRST = 10;

  /** More subjects than these are not asked. */
  private static final int MOST_SUBJECTS = 25_000;

  private final int[] items;
  private final double[] scores;
  private final double[] chances;
  private final int rows;
  private final double[] exposed;

  private Exposure(int rows, int[] items, double[] scores, double[] exposed) {
    this.rows = rows;
    this.items = items;
    this.scores = scores;
    this.exposed = exposed;
    chances = new double[rows * LIFTED];
    for (int row = 0; row < rows; row++) {
      setChances(row);
    }
  }

  /** Bonus by item for what this ranker shows the subjects of the log. */
  static double[] bonus(LogStatistics statistics, ItemRanker ranker) {
    Exposure exposure = of(statistics, ranker);
    Shown shown = exposure.shown(exposure.bonus(0));
    double plain = shown.expected();
    double cheap = 0;
    for (int step = 1; step <= STEPS && shown.coverage() < WANTED; step++) {
      shown = exposure.shown(exposure.bonus(STEP * step));
      if (shown.expected() < (1 - MOST_LOSS) * plain) {
        break;
      }
      if (shown.coverage() >= WANTED) {
        return exposure.bonus(STEP * step);
      }
      cheap = shown.expected() >= (1 - LITTLE_LOSS) * plain ? STEP * step : cheap;
    }
    return exposure.bonus(cheap);
  }

  private static Exposure of(LogStatistics statistics, ItemRanker ranker) {
    InteractionLog log = statistics.log();
    double share = Math.min(1, MOST_SUBJECTS / (double) Math.max(1, log.subjects()));
    int room = Math.min(log.subjects(), 2 * MOST_SUBJECTS);
    int[] items = new int[room * LIFTED];
    double[] scores = new double[room * LIFTED];
    Arrays.fill(items, -1);
    double[] exposed = new double[log.items()];
    ItemRanker.Worker worker = ranker.worker();
    RankedItems best = new RankedItems(LIFTED);
    int rows = 0;
    for (int subject = 0; subject < log.subjects() && rows < room; subject++) {
      if (Lots.share(Lots.of(log.subject(subject), statistics.seed())) >= share) {
        continue;
      }
      worker.rank(log.history(subject), best);
      for (int place = 0; place < best.size(); place++) {
        items[rows * LIFTED + place] = best.item(place);
        scores[rows * LIFTED + place] = best.score(place);
        exposed[best.item(place)] += place < FIRST_FEW ? 1 / share : 0;
      }
      rows++;
    }
    return new Exposure(rows, items, scores, exposed);
  }

  private void setChances(int row) {
    int from = row * LIFTED;
    double sum = 0;
    for (int i = from; i < from + LIFTED && items[i] >= 0; i++) {
      chances[i] = Math.exp(scores[i] - scores[from]);
      sum += chances[i];
    }
    for (int i = from; i < from + LIFTED; i++) {
      chances[i] /= Math.max(sum, Double.MIN_NORMAL);
    }
  }

  private double[] bonus(double strength) {
    return Arrays.stream(exposed).map(e -> strength / (1 + e)).toArray();
  }

  /**
   * What the subjects see.
   *
   * @param coverage share of the items that somebody has among the first three
   * @param expected sum of the NDCG@10 that the chances of the items let expect
   */
  private record Shown(double coverage, double expected) {}

  private Shown shown(double[] bonus) {
    Marks shown = new Marks(exposed.length);
    RankedItems best = new RankedItems(FIRST);
    int covered = 0;
    double expected = 0;
    for (int row = 0; row < rows; row++) {
      best.clear();
      int from = row * LIFTED;
      for (int i = from; i < from + LIFTED && items[i] >= 0; i++) {
        best.offer(i, scores[i] + bonus[items[i]], -i);
      }
      for (int place = 0; place < best.size(); place++) {
        int i = best.item(place);
        expected += chances[i] * HeldOut.discount(place);
        covered += place < SHOWN && shown.add(items[i]) ? 1 : 0;
      }
    }
    return new Shown(covered / (double) Math.max(1, exposed.length), expected);
  }
}
