package io.dermaflow.recommend.collaborative;

import static org.assertj.core.api.Assertions.assertThat;

import io.dermaflow.recommend.collaborative.ModelChoice.Choice;
import io.dermaflow.recommend.collaborative.ModelChoice.Compared;
import io.dermaflow.recommend.interactions.InteractionLog;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ModelChoiceTest {

  private static final List<List<String>> CIRCLES = RandomLogs.circles(2, 2500, 200);

  private static Choice choose(InteractionLog log) {
    return new ModelChoice(42).choose(log);
  }

  private static double ndcg(Choice choice, String method) {
    return choice.compared().stream()
        .filter(c -> c.method().equals(method))
        .mapToDouble(Compared::ndcg10)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void prefersOrderWhereOrderTells() {
    Choice choice = choose(RandomLogs.of(CIRCLES));
    assertThat(choice.comparedOn()).isBetween(1150, 1350);
    assertThat(choice.compared()).hasSize(6);
    assertThat(choice.trainer().name()).isIn("directed co-occurrence", "learned blend");
    assertThat(ndcg(choice, "directed co-occurrence"))
        .isGreaterThan(1.3 * ndcg(choice, "item-kNN"));
    assertThat(ndcg(choice, "item-kNN")).isGreaterThan(2 * ndcg(choice, "popularity"));
  }

  @Test
  void takesNoDirectionWhereOrderTellsNothing() {
    List<List<String>> shuffled = new ArrayList<>();
    Random random = new Random(1);
    for (List<String> sequence : CIRCLES) {
      List<String> copy = new ArrayList<>(sequence);
      Collections.shuffle(copy, random);
      shuffled.add(copy);
    }
    HeldOut all = HeldOut.of(RandomLogs.of(shuffled));
    Cooccurrence found = new SettingsSearch(new LogStatistics(all.before(), 42), all).best();
    assertThat(found.reverse()).isEqualTo(1);
    assertThat(found.power()).isZero();
    assertThat(found.decay()).isGreaterThanOrEqualTo(0.9);
  }

  @Test
  void takesPopularityWhereNothingElseTells() {
    Random random = new Random(3);
    List<List<String>> noise = new ArrayList<>();
    for (int s = 0; s < 600; s++) {
      List<String> sequence = new ArrayList<>();
      while (sequence.size() < 4) {
        String item = "p" + (int) (100 * Math.pow(random.nextDouble(), 3));
        if (!sequence.contains(item)) {
          sequence.add(item);
        }
      }
      noise.add(sequence);
    }
    assertThat(choose(RandomLogs.of(noise)).trainer().name()).isEqualTo("popularity");
  }

  @Test
  void takesPopularityWhereThereIsNothing() {
    assertThat(choose(InteractionLog.builder().build()).trainer().name()).isEqualTo("popularity");
    assertThat(choose(RandomLogs.of(List.of(List.of("a"), List.of("b", "a")))).comparedOn())
        .isLessThanOrEqualTo(1);
  }

  @Test
  void choosesTheSameAgainWhateverTheNumbersOfTheItems() {
    InteractionLog log = RandomLogs.of(CIRCLES);
    InteractionLog renumbered = RandomLogs.renumbered(CIRCLES, 9);
    assertThat(renumbered.product(0)).isNotEqualTo(log.product(0));
    Choice choice = choose(log);
    assertThat(choose(log).compared()).isEqualTo(choice.compared());
    assertThat(choose(renumbered).compared()).isEqualTo(choice.compared());
    ItemRanker.Worker one = choice.trainer().fit(new LogStatistics(log, 42)).worker();
    ItemRanker.Worker other =
        choose(renumbered).trainer().fit(new LogStatistics(renumbered, 42)).worker();
    RankedItems best = new RankedItems(10);
    RankedItems bestOther = new RankedItems(10);
    for (int subject = 0; subject < log.subjects(); subject++) {
      one.rank(log.history(subject), best);
      other.rank(renumbered.history(subject), bestOther);
      for (int place = 0; place < 10; place++) {
        assertThat(renumbered.product(bestOther.item(place)))
            .isEqualTo(log.product(best.item(place)));
      }
    }
  }

  @Test
  void dependsOnTheSeedOnlyWhereThereIsATie() {
    InteractionLog log =
        RandomLogs.of(List.of(List.of("a", "b"), List.of("a", "c"), List.of("a", "d")));
    RankedItems best = new RankedItems(4);
    List<String> seconds = new ArrayList<>();
    for (long seed = 0; seed < 30; seed++) {
      new LogStatistics(log, seed)
          .popularity()
          .worker()
          .rank(io.dermaflow.recommend.interactions.History.EMPTY, best);
      assertThat(log.product(best.item(0))).isEqualTo("a");
      seconds.add(log.product(best.item(1)));
    }
    assertThat(seconds).contains("b", "c", "d");
  }
}
