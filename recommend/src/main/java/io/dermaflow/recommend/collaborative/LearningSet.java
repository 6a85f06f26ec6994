package io.dermaflow.recommend.collaborative;

import io.dermaflow.recommend.interactions.History;
import io.dermaflow.recommend.interactions.InteractionLog;
import java.util.Arrays;

/**
 * What trees learn from: for each held-out choice that was among the candidates a group of rows,
 * the chosen item's and those of some others, drawn by lot.
 */
final class LearningSet {

  /** Rows of a group. */
  static final int GROUP = 20;

  /** More choices teach nothing new. */
  private static final int MOST_GROUPS = 8000;

  private final NeighbourRanker base;
  private final RankingFeatures.Reader reader;
  private final RankedItems candidates = new RankedItems(LearnedRanker.CANDIDATES);
  private final RankedItems others = new RankedItems(GROUP - 1);
  private final float[] read = new float[LearnedRanker.CANDIDATES * RankingFeatures.WIDTH];
  private float[] rows = new float[256 * GROUP * RankingFeatures.WIDTH];
  private int groups;
  private int shortest = Integer.MAX_VALUE;

  private LearningSet(NeighbourRanker base, RankingFeatures features) {
    this.base = base;
    reader = features.reader();
  }

  /**
   * Collects groups.
   *
   * @param base fitted to what is left when the choices are held out
   */
  static LearningSet of(HeldOut choices, NeighbourRanker base, RankingFeatures features) {
    LearningSet set = new LearningSet(base, features);
    ItemRanker.Worker worker = base.worker();
    InteractionLog log = choices.before();
    for (int i = 0; i < choices.size() && set.groups < MOST_GROUPS; i++) {
      int subject = choices.subject(i);
      History history = log.history(subject);
      worker.rank(history, set.candidates);
      int place = set.candidates.placeOf(choices.choice(i));
      if (place >= 0 && set.candidates.size() >= GROUP) {
        set.add(history, place, Lots.of(log.subject(subject), GROUP));
      }
    }
    return set;
  }

  private void add(History history, int chosen, long lot) {
    reader.read(history, candidates, candidates.size(), read);
    others.clear();
    for (int i = 0; i < candidates.size(); i++) {
      if (i != chosen) {
        others.offer(i, 0, Lots.mixed(lot ^ base.popularity().lot(candidates.item(i))));
      }
    }
    int width = RankingFeatures.WIDTH;
    int at = groups * GROUP * width;
    if (at + GROUP * width > rows.length) {
      rows = Arrays.copyOf(rows, rows.length * 2);
    }
    System.arraycopy(read, chosen * width, rows, at, width);
    for (int i = 0; i < others.size(); i++) {
      System.arraycopy(read, others.item(i) * width, rows, at + (i + 1) * width, width);
    }
    groups++;
    shortest = Math.min(shortest, history.length());
  }

  int groups() {
    return groups;
  }

  /** Length of the shortest history. */
  int shortest() {
    return shortest;
  }

  BoostedTrees train() {
    int size = groups * GROUP * RankingFeatures.WIDTH;
    return TreeTraining.train(Arrays.copyOf(rows, size), RankingFeatures.WIDTH, GROUP);
  }
}
