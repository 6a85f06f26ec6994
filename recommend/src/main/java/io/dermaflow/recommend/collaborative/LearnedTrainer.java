package io.dermaflow.recommend.collaborative;

import java.util.Optional;

/**
 * Co-occurrence, ranked anew by trees that have learnt from held-out choices.
 *
 * @param base what finds the candidates
 * @param trees what ranks them
 * @param shortest length of the shortest history that was learnt from
 */
record LearnedTrainer(Cooccurrence base, BoostedTrees trees, int shortest)
    implements RankerTrainer {

  static final String NAME = "learned blend";

  /** Fewer choices than these teach trees more noise than sense. */
  private static final int LEAST_GROUPS = 200;

  /** Learns from choices; nothing when too few of them are within reach of the candidates. */
  static Optional<LearnedTrainer> learn(
      HeldOut choices, LogStatistics statistics, Cooccurrence base) {
    NeighbourRanker candidates = base.fit(statistics);
    LearningSet set = LearningSet.of(choices, candidates, features(statistics, base, candidates));
    return set.groups() < LEAST_GROUPS
        ? Optional.empty()
        : Optional.of(new LearnedTrainer(base, set.train(), set.shortest()));
  }

  private static RankingFeatures features(
      LogStatistics statistics, Cooccurrence base, NeighbourRanker candidates) {
    return new RankingFeatures(statistics, candidates, statistics.neighbours(base.power()));
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public ItemRanker fit(LogStatistics statistics) {
    LearnedRanker plain = fitWithoutBonus(statistics);
    return plain.withBonus(Exposure.bonus(statistics, plain));
  }

  /** A ranker that gives no item a chance on top. */
  LearnedRanker fitWithoutBonus(LogStatistics statistics) {
    NeighbourRanker candidates = base.fit(statistics);
    double[] none = new double[statistics.log().items()];
    RankingFeatures features = features(statistics, base, candidates);
    return new LearnedRanker(candidates, features, trees, shortest, none);
  }
}
