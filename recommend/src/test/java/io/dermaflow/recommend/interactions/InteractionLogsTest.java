package io.dermaflow.recommend.interactions;

import static io.dermaflow.recommend.interactions.InteractionKind.BOUGHT;
import static io.dermaflow.recommend.interactions.InteractionKind.REACTED_BADLY;
import static io.dermaflow.recommend.interactions.InteractionKind.VIEWED;
import static org.assertj.core.api.Assertions.assertThat;

import io.dermaflow.recommend.interactions.Interactions.Numbered;
import io.dermaflow.testing.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class InteractionLogsTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private final InMemoryInteractions interactions = new InMemoryInteractions();

  private void add(String subject, String product, InteractionKind kind, int minute) {
    Interaction one =
        new Interaction(subject, product, kind, NOON.plus(Duration.ofMinutes(minute)));
    interactions.add("s", List.of(new Numbered(minute, one)), List.of(), 100);
  }

  private static List<String> told(InteractionLog log) {
    List<String> told = new ArrayList<>();
    for (int subject = 0; subject < log.subjects(); subject++) {
      for (int p = log.start(subject); p < log.end(subject); p++) {
        told.add(log.subject(subject) + " " + log.product(log.item(p)) + " " + log.weight(p));
      }
    }
    return told;
  }

  @Test
  void makesOneOfWhatASubjectDidWithAProduct() {
    add("ann", "gel", VIEWED, 1);
    add("ann", "oil", VIEWED, 2);
    add("ann", "gel", BOUGHT, 3);
    add("ann", "gel", VIEWED, 4);
    add("ann", "wax", BOUGHT, 5);
    add("ann", "mud", REACTED_BADLY, 6);
    add("ann", "mud", BOUGHT, 7);
    add("bob", "gel", VIEWED, 1);
    assertThat(told(InteractionLogs.read(interactions, InteractionWeights.DEFAULT)))
        .containsExactly("ann oil 0.3", "ann gel 1.0", "ann wax 1.0", "ann mud 0.0", "bob gel 0.3");
  }

  @Test
  void doesNotAnswerOnePersonFromBeforeItsReaction() {
    StoredBadReactions reactions = new StoredBadReactions(interactions, new SettableClock());
    assertThat(reactions.of("ann")).isEmpty();
    add("ann", "mud", REACTED_BADLY, 6);
    reactions.renew();
    assertThat(reactions.of("ann")).isEqualTo(Set.of("mud"));
  }

  @Test
  void remembersBadReactionsForASecond() {
    SettableClock clock = new SettableClock();
    StoredBadReactions reactions = new StoredBadReactions(interactions, clock);
    assertThat(reactions.of("ann")).isEmpty();
    String version = reactions.version();
    add("ann", "mud", REACTED_BADLY, 6);
    assertThat(reactions.of("ann")).isEmpty();
    clock.advance(Duration.ofSeconds(1));
    assertThat(reactions.of("ann")).isEqualTo(Set.of("mud"));
    assertThat(reactions.of("bob")).isEmpty();
    assertThat(reactions.version()).isNotEqualTo(version);
  }
}
