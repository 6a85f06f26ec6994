package io.dermaflow.recommend.collaborative;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.dermaflow.recommend.interactions.History;
import io.dermaflow.recommend.interactions.InteractionLog;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Each ranker against a slow one that says the same in a few lines. */
class RankersTest {

  private final InteractionLog log = RandomLogs.noise(5, 80, 30, 9);
  private final LogStatistics statistics = new LogStatistics(log, 7);
  private final int items = log.items();

  /** Score of an item for a history, item by item. */
  private interface Slow {
    double score(History history, int item);
  }

  private double count(int item) {
    double sum = 0;
    for (int p = 0; p < log.capacity(); p++) {
      sum += log.item(p) == item ? log.weight(p) : 0;
    }
    return sum;
  }

  private double share(int item) {
    double all = 0;
    for (int other = 0; other < items; other++) {
      all += count(other);
    }
    return count(item) / all;
  }

  /** Sum over all pairs of two items in all histories; {@code d > 0} when the second is later. */
  private double pairs(int own, int other, java.util.function.IntToDoubleFunction byDistance) {
    double sum = 0;
    for (int s = 0; s < log.subjects(); s++) {
      for (int a = log.start(s); a < log.end(s); a++) {
        for (int b = log.start(s); b < log.end(s); b++) {
          if (a != b && log.item(a) == own && log.item(b) == other) {
            sum += log.weight(a) * log.weight(b) * byDistance.applyAsDouble(b - a);
          }
        }
      }
    }
    return sum;
  }

  private static double overHistory(
      History history, double decay, java.util.function.IntToDoubleFunction weight) {
    double sum = 0;
    for (int p = history.from(); p < history.to(); p++) {
      double age = Math.pow(decay, history.to() - 1 - p);
      sum += age * history.weights()[p] * weight.applyAsDouble(history.items()[p]);
    }
    return sum;
  }

  private void assertSame(ItemRanker ranker, Slow slow) {
    ItemRanker.Worker worker = ranker.worker();
    RankedItems best = new RankedItems(items);
    for (int s = 0; s < log.subjects(); s++) {
      History history = log.history(s);
      worker.rank(history, best);
      Set<Integer> seen = new TreeSet<>();
      for (int p = history.from(); p < history.to(); p++) {
        seen.add(history.items()[p]);
      }
      assertThat(best.size()).isEqualTo(items - seen.size());
      for (int place = 0; place < best.size(); place++) {
        int item = best.item(place);
        assertThat(seen.add(item)).isTrue();
        assertThat(best.score(place))
            .isCloseTo(slow.score(history, item), within(1e-4 * (1 + best.score(0))));
        if (place > 0) {
          assertThat(best.score(place)).isLessThanOrEqualTo(best.score(place - 1));
        }
      }
    }
  }

  @Test
  void ranksByPopularity() {
    assertSame(ModelChoice.popularity().fit(statistics), (history, item) -> share(item));
  }

  @Test
  void ranksByItemKnn() {
    ItemKnn knn = new ItemKnn(3, 0.35, 0.6);
    assertSame(
        knn.fit(statistics),
        (history, item) ->
            1e-3 * share(item)
                + overHistory(
                    history,
                    0.6,
                    own -> {
                      double norm =
                          Math.pow(Math.max(1, count(own)), 0.65)
                              * Math.pow(Math.max(1, count(item)), 0.35);
                      return own == item ? 0 : pairs(own, item, d -> 1) / (norm + 3);
                    }));
  }

  @Test
  void ranksByDirectedCooccurrence() {
    Cooccurrence cooccurrence = new Cooccurrence(0.8, 0.25, 0.3, 0.15, 0.5, 2);
    assertSame(
        cooccurrence.fit(statistics),
        (history, item) ->
            2 * share(item)
                + overHistory(
                    history,
                    0.5,
                    own ->
                        own == item
                            ? 0
                            : pairs(
                                    own,
                                    item,
                                    d -> (d > 0 ? 1 : 0.25) * Math.pow(Math.abs(d), -0.8))
                                * Math.pow(Math.max(1, count(own)), -0.3)
                                * Math.pow(Math.max(1, count(item)), -0.15)));
  }

  @Test
  void keepsAllOfAMatrixThatHasFewerItemsThanFactors() {
    Factors factors = Factors.of(statistics);
    for (int a = 0; a < items; a++) {
      float[] vector = new float[Factors.RANK];
      factors.addTo(vector, a, 1);
      for (int b = 0; b < items; b++) {
        boolean known = count(a) > 0 && count(b) > 0;
        assertThat((double) factors.dot(b, vector))
            .isCloseTo(known && a == b ? 1 : 0, within(0.02));
      }
    }
  }

  @Test
  void ranksWhatIsChosenTogetherFirstByFactors() {
    List<List<String>> sequences = new java.util.ArrayList<>();
    for (int i = 0; i < 400; i++) {
      String group = i % 2 == 0 ? "a" : "b";
      sequences.add(List.of(group + i % 50, group + (i * 7 + 10) % 50, group + (i * 3 + 26) % 50));
    }
    InteractionLog groups = RandomLogs.of(sequences);
    ItemRanker.Worker worker = new FactorTrainer(1).fit(new LogStatistics(groups, 1)).worker();
    RankedItems best = new RankedItems(5);
    for (int item = 0; item < groups.items(); item++) {
      worker.rank(History.of(item), best);
      for (int place = 0; place < 5; place++) {
        assertThat(groups.product(best.item(place)).charAt(0))
            .isEqualTo(groups.product(item).charAt(0));
      }
    }
  }

  @Test
  void givesPopularityToAnEmptyHistoryWhateverTheMethod() {
    RankedItems expected = new RankedItems(items);
    statistics.popularity().worker().rank(History.EMPTY, expected);
    for (RankerTrainer method :
        List.of(ItemKnn.COSINE, ItemKnn.RECENT, Cooccurrence.START, new FactorTrainer(0.5))) {
      RankedItems best = new RankedItems(items);
      method.fit(statistics).worker().rank(History.EMPTY, best);
      for (int place = 0; place < items; place++) {
        assertThat(best.item(place)).as(method.name()).isEqualTo(expected.item(place));
      }
    }
  }
}
