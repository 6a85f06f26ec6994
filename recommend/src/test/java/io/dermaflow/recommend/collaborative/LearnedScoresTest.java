package io.dermaflow.recommend.collaborative;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.dermaflow.recommend.interactions.InMemoryInteractions;
import io.dermaflow.recommend.interactions.Interaction;
import io.dermaflow.recommend.interactions.InteractionKind;
import io.dermaflow.recommend.interactions.InteractionWeights;
import io.dermaflow.recommend.interactions.Interactions.Numbered;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LearnedScoresTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private final InMemoryInteractions interactions = new InMemoryInteractions();
  private final LearnedScores scores =
      new LearnedScores(interactions, InteractionWeights.DEFAULT, 42);

  private void add(String subject, InteractionKind kind, String... products) {
    List<Numbered> batch = new ArrayList<>();
    for (String product : products) {
      Instant at = NOON.plusSeconds(3600L * batch.size());
      batch.add(new Numbered(batch.size(), new Interaction(subject, product, kind, at)));
    }
    interactions.add("test", batch, List.of(), 100);
  }

  @Test
  void scoresByPlaceAndNothingThatTheSubjectKnows() {
    for (int i = 0; i < 40; i++) {
      add("s" + i, InteractionKind.BOUGHT, "gel", "oil", "p" + i % 4);
    }
    add("ann", InteractionKind.BOUGHT, "gel");
    scores.version();
    assertThat(scores.support("ann")).isEqualTo(1);
    assertThat(scores.score("ann", "oil")).isEqualTo(1);
    assertThat(scores.score("ann", "gel")).isZero();
    List<Double> others = new ArrayList<>();
    for (int p = 0; p < 4; p++) {
      others.add(scores.score("ann", "p" + p));
    }
    assertThat(others.stream().sorted().toList().get(3)).isCloseTo(0.6309, within(1e-4));
    assertThat(scores.score("ann", "no such")).isZero();
    assertThat(scores.score("nobody", "oil")).isZero();
    assertThat(scores.support("nobody")).isZero();
  }

  @Test
  void learnsWhenItIsAskedForItsVersionAndNotBetween() {
    add("ann", InteractionKind.BOUGHT, "gel", "oil");
    String version = scores.version();
    add("ann", InteractionKind.REACTED_BADLY, "oil");
    add("bob", InteractionKind.BOUGHT, "wax");
    assertThat(scores.support("ann")).isEqualTo(2);
    assertThat(scores.score("ann", "wax")).isZero();
    assertThat(scores.version()).isNotEqualTo(version);
    assertThat(scores.support("ann")).isEqualTo(1);
    assertThat(scores.score("ann", "wax")).isEqualTo(1);
    assertThat(scores.score("ann", "oil")).isZero();
  }

  @Test
  void knowsNothingWithoutInteractions() {
    assertThat(scores.version()).isEqualTo("0");
    assertThat(scores.support("ann")).isZero();
    assertThat(scores.score("ann", "gel")).isZero();
  }
}
