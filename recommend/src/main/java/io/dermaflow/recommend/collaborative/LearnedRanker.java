package io.dermaflow.recommend.collaborative;

import io.dermaflow.recommend.interactions.History;

/**
 * Ranks the candidates of co-occurrence anew by trees that have learnt, from choices that were held
 * out, what the next choice has in common. A history that is shorter than those they learnt from is
 * ranked by a mean of both places, so nothing jumps when it grows.
 */
final class LearnedRanker implements ItemRanker {

  /** Candidates that are ranked anew; the others follow in the order of co-occurrence. */
  static final int CANDIDATES = 60;

  private final NeighbourRanker base;
  private final RankingFeatures features;
  private final BoostedTrees trees;
  private final int shortest;
  private final double[] bonus;

  /**
   * @param base ranks the candidates
   * @param shortest length of the shortest history that the trees have learnt from
   * @param bonus by item, what is added to the score of the trees
   */
  LearnedRanker(
      NeighbourRanker base,
      RankingFeatures features,
      BoostedTrees trees,
      int shortest,
      double[] bonus) {
    this.base = base;
    this.features = features;
    this.trees = trees;
    this.shortest = shortest;
    this.bonus = bonus.clone();
  }

  LearnedRanker withBonus(double[] other) {
    return new LearnedRanker(base, features, trees, shortest, other);
  }

  @Override
  public String name() {
    return LearnedTrainer.NAME;
  }

  @Override
  public Worker worker() {
    return new Scorer();
  }

  private final class Scorer implements Worker {

    private final Worker first = base.worker();
    private final RankingFeatures.Reader reader = features.reader();
    private final float[] rows = new float[CANDIDATES * RankingFeatures.WIDTH];
    private final double[] scores = new double[CANDIDATES];
    private final RankedItems top = new RankedItems(Exposure.LIFTED);
    private final RankedItems learnt = new RankedItems(CANDIDATES);
    private RankedItems candidates = new RankedItems(CANDIDATES);

    @Override
    public void rank(History history, RankedItems best) {
      if (candidates.most() < best.most()) {
        candidates = new RankedItems(best.most());
      } else if (candidates.most() > CANDIDATES && best.most() <= CANDIDATES) {
        candidates = new RankedItems(CANDIDATES);
      }
      first.rank(history, candidates);
      int count = Math.min(CANDIDATES, candidates.size());
      reader.read(history, candidates, count, rows);
      trees.score(rows, count, scores);
      double lowest = lift(count);
      if (history.length() < shortest) {
        lowest = mix(history.length() / (double) shortest, count);
      }
      best.clear();
      for (int i = 0; i < candidates.size(); i++) {
        int item = candidates.item(i);
        double score = i < count ? scores[i] : lowest - i;
        best.offer(item, score, base.popularity().lot(item));
      }
    }

    /** Adds the bonus to what stands among the first; the lowest score of all. */
    private double lift(int count) {
      double lowest = 0;
      top.clear();
      for (int i = 0; i < count; i++) {
        lowest = Math.min(lowest, scores[i]);
        top.offer(i, scores[i], base.popularity().lot(candidates.item(i)));
      }
      for (int place = 0; place < top.size(); place++) {
        int i = top.item(place);
        scores[i] += bonus[candidates.item(i)];
      }
      return lowest;
    }

    /** Replaces scores by the negative mean of the places, theirs with this share; the lowest. */
    private double mix(double share, int count) {
      learnt.clear();
      for (int i = 0; i < count; i++) {
        learnt.offer(i, scores[i], base.popularity().lot(candidates.item(i)));
      }
      for (int place = 0; place < count; place++) {
        int i = learnt.item(place);
        scores[i] = -share * place - (1 - share) * i;
      }
      return -count;
    }
  }
}
