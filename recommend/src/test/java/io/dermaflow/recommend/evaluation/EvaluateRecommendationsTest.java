package io.dermaflow.recommend.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.dermaflow.errors.DermaflowException;
import io.dermaflow.json.Json;
import io.dermaflow.recommend.collaborative.HeldOut;
import io.dermaflow.recommend.collaborative.ItemRanker;
import io.dermaflow.recommend.collaborative.ItemSimilarity;
import io.dermaflow.recommend.collaborative.LogStatistics;
import io.dermaflow.recommend.collaborative.ModelChoice;
import io.dermaflow.recommend.collaborative.RandomLogs;
import io.dermaflow.recommend.evaluation.RankingMetrics.Estimate;
import io.dermaflow.recommend.interactions.InteractionLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EvaluateRecommendationsTest {

  private final EvaluateRecommendations evaluation =
      new EvaluateRecommendations(42, () -> Duration.ZERO);

  @Test
  void countsHitsAndDiscountsByHand() {
    // Places 0, 2, 9 and none among the first ten.
    long[] counts = new long[11];
    counts[0] = 1;
    counts[2] = 1;
    counts[9] = 1;
    counts[10] = 1;
    assertThat(Places.hitRate(counts, 3)).isEqualTo(0.5);
    assertThat(Places.hitRate(counts, 10)).isEqualTo(0.75);
    assertThat(Places.ndcg(counts, 3)).isCloseTo((1 + 0.5) / 4, within(1e-12));
    assertThat(Places.ndcg(counts, 10)).isCloseTo((1 + 0.5 + 0.28906) / 4, within(1e-5));
  }

  @Test
  void measuresPopularityByHand() {
    // Left of it: a 3 times, b twice, c and d once. Choices: b (first of what u1 lacks), d, e.
    InteractionLog log =
        RandomLogs.of(
            List.of(List.of("a", "b"), List.of("a", "b", "d"), List.of("a", "b", "c", "d", "e")));
    HeldOut choices = HeldOut.of(log);
    LogStatistics statistics = new LogStatistics(choices.before(), 1);
    ItemRanker popularity = ModelChoice.popularity().fit(statistics);
    Places places = Places.of(choices, popularity, new ItemSimilarity(statistics));
    assertThat(places.place(0)).isZero();
    assertThat(places.place(1)).isBetween(0, 1);
    assertThat(places.place(2)).isZero();
    // b, c, d, e are shown to somebody; a to nobody, who all have it.
    assertThat(places.coverage(log.items())).isEqualTo(0.8);
    // Novelty of the third subject: e alone, which nobody has: counted as had by one of three.
    double rare = Math.log(3) / Math.log(2);
    double common = Math.log(1.5) / Math.log(2);
    double first = (common + rare + rare) / 3;
    double second = rare;
    assertThat(places.meanNovelty()).isCloseTo((first + second + rare) / 3, within(1e-9));
  }

  @Test
  void takesHowAlikeTheFirstThreeAreFromWhoChoseThem() {
    InteractionLog log =
        RandomLogs.of(List.of(List.of("a", "b"), List.of("a", "b"), List.of("a", "c")));
    ItemSimilarity similarity = new ItemSimilarity(new LogStatistics(log, 1));
    assertThat(similarity.cosine(0, 1)).isCloseTo(2 / Math.sqrt(6), within(1e-6));
    assertThat(similarity.cosine(1, 0)).isCloseTo(2 / Math.sqrt(6), within(1e-6));
    assertThat(similarity.cosine(1, 2)).isZero();
    assertThat(similarity.share(0)).isEqualTo(1);
    assertThat(similarity.share(2)).isCloseTo(1 / 3.0, within(1e-12));
  }

  @Test
  void givesTheSameWhateverTheNumbersOfTheItems() {
    List<List<String>> circles = RandomLogs.circles(4, 900, 120);
    RecommendationEvaluation one = evaluation.evaluate("circles", RandomLogs.of(circles), 0);
    RecommendationEvaluation other =
        evaluation.evaluate("circles", RandomLogs.renumbered(circles, 6), 0);
    assertThat(other).isEqualTo(one);
    assertThat(one.methods())
        .extracting(RankingMetrics::method)
        .containsExactly("popularity", "item-kNN", one.chosen());
    assertThat(one.heldOut()).isEqualTo(900);
    assertThat(one.repeated()).isZero();
    assertThat(one.gainOverKnn().low()).isPositive();
    assertThat(one.byHistory().get(0).chosen()).isEqualTo(one.byHistory().get(0).popularity());
    assertThat(one.byHistory().get(3).chosen()).isGreaterThan(one.byHistory().get(0).chosen());
    assertThat(
            Json.tree(Json.write(one)).get("methods").get(2).get("ndcg10").get("value").asDouble())
        .isEqualTo(one.methods().get(2).ndcg10().value());
  }

  @Test
  void countsChoicesThatNobodyCanRank() {
    List<List<String>> sequences = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      sequences.add(List.of("a", "b" + i % 5, i % 2 == 0 ? "a" : "c"));
    }
    sequences.add(List.of("alone"));
    RecommendationEvaluation found = evaluation.evaluate("repeats", RandomLogs.of(sequences), 3);
    assertThat(found.heldOut()).isEqualTo(50);
    assertThat(found.repeated()).isEqualTo(25);
    assertThat(found.setAside()).isEqualTo(3);
    assertThat(found.methods()).allMatch(m -> m.hr10().value() <= 0.5);
  }

  @Test
  void refusesALogWithoutHistories() {
    assertThatThrownBy(() -> evaluation.evaluate("file", RandomLogs.of(List.of(List.of("a"))), 0))
        .isInstanceOf(DermaflowException.class)
        .hasMessageContaining("Nobody in file has two interactions");
  }

  @Test
  void spansTheIntervalThatTheNormalApproximationSays() {
    // 400 hits of 1,000 at the first place: standard error √(0.4 · 0.6 / 1000).
    List<List<String>> sequences = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      sequences.add(List.of("a", i < 400 ? "b" : "a"));
    }
    HeldOut choices = HeldOut.of(RandomLogs.of(sequences));
    LogStatistics statistics = new LogStatistics(choices.before(), 1);
    Places places =
        Places.of(
            choices, ModelChoice.popularity().fit(statistics), new ItemSimilarity(statistics));
    Estimate hits =
        new Bootstrap(List.of(places, places), 5).estimate(0, counts -> Places.hitRate(counts, 3));
    double error = Math.sqrt(0.4 * 0.6 / 1000);
    assertThat(hits.value()).isEqualTo(0.4);
    assertThat(hits.low()).isCloseTo(0.4 - 1.96 * error, within(0.25 * error));
    assertThat(hits.high()).isCloseTo(0.4 + 1.96 * error, within(0.25 * error));
    assertThat(
            new Bootstrap(List.of(places, places), 5)
                .difference(0, 1, counts -> Places.hitRate(counts, 3)))
        .isEqualTo(new Estimate(0, 0, 0));
  }
}
