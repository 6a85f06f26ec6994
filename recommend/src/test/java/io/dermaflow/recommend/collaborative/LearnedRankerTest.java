package io.dermaflow.recommend.collaborative;

import static org.assertj.core.api.Assertions.assertThat;

import io.dermaflow.recommend.interactions.History;
import io.dermaflow.recommend.interactions.InteractionLog;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LearnedRankerTest {

  private static final List<List<String>> SEQUENCES = RandomLogs.circles(11, 1500, 150);

  private final InteractionLog log = RandomLogs.of(SEQUENCES);
  private final HeldOut choices = HeldOut.of(log);
  private final LogStatistics statistics = new LogStatistics(choices.before(), 42);
  private final LearnedTrainer trainer =
      LearnedTrainer.learn(choices, statistics, Cooccurrence.START).orElseThrow();

  private static int[] items(RankedItems best) {
    return IntStream.range(0, best.size()).map(best::item).toArray();
  }

  private static double mean(double[] gains) {
    return java.util.Arrays.stream(gains).average().orElseThrow();
  }

  @Test
  void ranksBetterThanTheCandidatesAreOrdered() {
    // Learnt on some subjects, measured on others.
    HeldOut some = choices.where(subject -> subject % 2 == 0);
    HeldOut others = choices.where(subject -> subject % 2 == 1);
    LearnedTrainer learned =
        LearnedTrainer.learn(some, statistics, Cooccurrence.START).orElseThrow();
    double base = mean(others.ndcg(Cooccurrence.START.fit(statistics)));
    assertThat(mean(others.ndcg(learned.fitWithoutBonus(statistics)))).isGreaterThan(1.02 * base);
  }

  @Test
  void learnsNothingFromAHandfulOfChoices() {
    HeldOut few = choices.where(subject -> subject < 50);
    assertThat(LearnedTrainer.learn(few, statistics, Cooccurrence.START)).isEmpty();
  }

  @Test
  void ranksEveryUnseenItemOnceAndNoSeenOne() {
    ItemRanker.Worker worker = trainer.fit(statistics).worker();
    RankedItems all = new RankedItems(log.items());
    RankedItems ten = new RankedItems(10);
    for (int subject = 0; subject < 200; subject++) {
      History history = log.history(subject);
      Set<Integer> seen = new HashSet<>();
      for (int p = history.from(); p < history.to(); p++) {
        seen.add(history.items()[p]);
      }
      int known = seen.size();
      worker.rank(history, all);
      assertThat(all.size()).isEqualTo(log.items() - known);
      for (int place = 0; place < all.size(); place++) {
        assertThat(seen.add(all.item(place))).isTrue();
        assertThat(all.score(place)).isFinite();
      }
      worker.rank(history, ten);
      assertThat(items(ten)).containsExactly(java.util.Arrays.copyOf(items(all), 10));
    }
  }

  @Test
  void givesPopularityToAnEmptyHistoryAndGoesOnStepByStep() {
    ItemRanker ranker = trainer.fit(statistics);
    RankedItems best = new RankedItems(log.items());
    RankedItems popular = new RankedItems(log.items());
    ranker.worker().rank(History.EMPTY, best);
    statistics.popularity().worker().rank(History.EMPTY, popular);
    assertThat(items(best)).containsExactly(items(popular));
    // The shorter the history, the nearer the ranking is to that of the base alone.
    assertThat(trainer.shortest()).isEqualTo(4);
    NeighbourRanker base = trainer.base().fit(statistics);
    double last = 0;
    for (int length = 1; length <= trainer.shortest(); length++) {
      double moved = 0;
      for (int subject = 0; subject < 300; subject++) {
        History whole = choices.before().history(subject);
        History cut = new History(whole.items(), whole.weights(), whole.to() - length, whole.to());
        RankedItems ours = new RankedItems(20);
        RankedItems plain = new RankedItems(20);
        ranker.worker().rank(cut, ours);
        base.worker().rank(cut, plain);
        for (int place = 0; place < 20; place++) {
          int was = plain.placeOf(ours.item(place));
          moved += Math.abs((was < 0 ? 20 : was) - place);
        }
      }
      assertThat(moved).isGreaterThan(last);
      last = moved;
    }
  }

  @Test
  void staysFiniteForAnyHistory() {
    ItemRanker.Worker worker = trainer.fit(statistics).worker();
    RankedItems best = new RankedItems(10);
    Random random = new Random(1);
    for (int round = 0; round < 300; round++) {
      int length = random.nextInt(round + 1);
      int[] items = random.ints(length, 0, log.items()).toArray();
      float[] weights = new float[length];
      for (int i = 0; i < length; i++) {
        weights[i] = random.nextInt(3) == 0 ? 0 : random.nextFloat() * 100;
      }
      worker.rank(new History(items, weights, 0, length), best);
      for (int place = 0; place < best.size(); place++) {
        assertThat(best.score(place)).isFinite();
      }
    }
  }

  @Test
  void showsItemsThatNobodyWouldSee() {
    HeldOut many = HeldOut.of(RandomLogs.of(RandomLogs.circles(13, 650, 1500)));
    LogStatistics known = new LogStatistics(many.before(), 42);
    LearnedTrainer learned = LearnedTrainer.learn(many, known, Cooccurrence.START).orElseThrow();
    ItemRanker plain = learned.fitWithoutBonus(known);
    ItemRanker lifted = learned.fit(known);
    assertThat(shown(many, lifted)).isGreaterThan(1.05 * shown(many, plain));
    assertThat(mean(many.ndcg(lifted))).isGreaterThan(0.95 * mean(many.ndcg(plain)));
  }

  private static double shown(HeldOut choices, ItemRanker ranker) {
    Set<Integer> shown = new HashSet<>();
    ItemRanker.Worker worker = ranker.worker();
    RankedItems best = new RankedItems(3);
    for (int i = 0; i < choices.size(); i++) {
      worker.rank(choices.before().history(choices.subject(i)), best);
      for (int place = 0; place < best.size(); place++) {
        shown.add(best.item(place));
      }
    }
    return shown.size();
  }
}
