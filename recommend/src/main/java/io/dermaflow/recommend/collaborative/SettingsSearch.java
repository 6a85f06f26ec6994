package io.dermaflow.recommend.collaborative;

import java.util.Arrays;
import java.util.List;

/** Finds settings of co-occurrence, one setting after the other, by NDCG@10 on held-out choices. */
final class SettingsSearch {

  private final LogStatistics statistics;
  private final HeldOut choices;
  private Cooccurrence best = Cooccurrence.START;
  private double bestNdcg;

  SettingsSearch(LogStatistics statistics, HeldOut choices) {
    this.statistics = statistics;
    this.choices = choices;
  }

  /** The best settings; those that the search starts with where there is nothing to tell. */
  Cooccurrence best() {
    best = Cooccurrence.START;
    bestNdcg = ndcg(best);
    tryAll(List.of(best.withDecay(0.7), best.withDecay(0.9), best.withDecay(1)));
    tryAll(List.of(best.withReverse(0.3), best.withReverse(0.75), best.withReverse(1)));
    tryAll(List.of(best.withPower(0), best.withPower(0.4)));
    tryAll(List.of(best.withDamping(0.5, 0.15), best.withDamping(0.5, 0.4)));
    tryAll(List.of(best.withPrior(1), best.withPrior(20)));
    statistics.keepOnlyNeighbours(best.power());
    return best;
  }

  private void tryAll(List<Cooccurrence> others) {
    for (Cooccurrence other : others) {
      double found = ndcg(other);
      if (found > bestNdcg) {
        bestNdcg = found;
        best = other;
      }
    }
  }

  private double ndcg(Cooccurrence settings) {
    return Arrays.stream(choices.ndcg(settings.fit(statistics))).average().orElse(0);
  }
}
