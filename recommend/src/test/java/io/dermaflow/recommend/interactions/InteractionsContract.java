package io.dermaflow.recommend.interactions;

import static io.dermaflow.recommend.interactions.InteractionKind.BOUGHT;
import static io.dermaflow.recommend.interactions.InteractionKind.LIKED;
import static io.dermaflow.recommend.interactions.InteractionKind.REACTED_BADLY;
import static io.dermaflow.recommend.interactions.InteractionKind.VIEWED;
import static org.assertj.core.api.Assertions.assertThat;

import io.dermaflow.recommend.interactions.Interactions.Numbered;
import io.dermaflow.recommend.interactions.Interactions.SetAside;
import io.dermaflow.recommend.interactions.Interactions.Taken;
import io.dermaflow.recommend.interactions.Interactions.Totals;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every {@link Interactions} must do. */
public abstract class InteractionsContract {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final int MOST = 3;

  private final Interactions interactions = empty();

  protected abstract Interactions empty();

  private static Interaction at(String subject, String product, InteractionKind kind, int second) {
    return new Interaction(subject, product, kind, NOON.plusSeconds(second));
  }

  private Taken add(String source, Interaction... batch) {
    List<Numbered> numbered = new ArrayList<>();
    for (int i = 0; i < batch.length; i++) {
      numbered.add(new Numbered(i + 2, batch[i]));
    }
    return interactions.add(source, numbered, List.of(), MOST);
  }

  @Test
  void takesEachInteractionOnce() {
    Interaction view = at("ann", "gel", VIEWED, 0);
    assertThat(interactions.revision()).isZero();
    assertThat(add("a.csv", view, at("ann", "gel", BOUGHT, 0), view)).isEqualTo(new Taken(2, 1, 0));
    long revision = interactions.revision();
    assertThat(revision).isPositive();
    assertThat(add("a.csv", view)).isEqualTo(new Taken(0, 1, 0));
    assertThat(add("b.csv", view)).isEqualTo(new Taken(0, 1, 0));
    assertThat(interactions.revision()).isEqualTo(revision);
    assertThat(add("b.csv", at("bob", "gel", LIKED, 5))).isEqualTo(new Taken(1, 0, 0));
    assertThat(interactions.revision()).isGreaterThan(revision);
    assertThat(interactions.totals()).isEqualTo(new Totals(3, 2, 1, 0));
  }

  @Test
  void readsInOrderWhatPeopleDid() {
    List<Interaction> ordered =
        List.of(
            at("ann", "oil", VIEWED, 1),
            at("ann", "gel", BOUGHT, 2),
            at("ann", "gel", VIEWED, 2),
            at("ann", "oil", VIEWED, 60),
            at("bob", "gel", LIKED, 0));
    add("a", ordered.get(4), ordered.get(2), ordered.get(0), ordered.get(3), ordered.get(1));
    assertThat(interactions.page(Optional.empty(), 10)).containsExactlyElementsOf(ordered);
    assertThat(interactions.page(Optional.of(ordered.get(1)), 2))
        .containsExactly(ordered.get(2), ordered.get(3));
  }

  @Test
  void setsAllOfAMinuteAsideWhenItIsTooMuchForAPerson() {
    assertThat(add("a", at("bot", "p1", VIEWED, 1), at("bot", "p2", VIEWED, 2)).bots()).isZero();
    assertThat(add("a", at("bot", "p0", VIEWED, 60), at("ann", "p3", VIEWED, 3)).bots()).isZero();
    Taken taken = add("b", at("bot", "p3", VIEWED, 59), at("bot", "p4", VIEWED, 59));
    assertThat(taken).isEqualTo(new Taken(2, 0, 4));
    assertThat(interactions.page(Optional.empty(), 10))
        .containsExactly(at("ann", "p3", VIEWED, 3), at("bot", "p0", VIEWED, 60));
    assertThat(interactions.totals()).isEqualTo(new Totals(2, 2, 2, 4));
    assertThat(interactions.setAside(10))
        .extracting(SetAside::source)
        .containsExactly("b", "b", "a", "a");
    assertThat(interactions.setAside(10).get(0).reason()).contains("within a minute");
    assertThat(interactions.setAside(10).get(0).row()).startsWith("bot, p3, VIEWED");
    assertThat(add("b", at("bot", "p3", VIEWED, 59))).isEqualTo(new Taken(0, 1, 0));
    assertThat(add("c", at("bot", "p5", VIEWED, 0))).isEqualTo(new Taken(1, 0, 1));
  }

  @Test
  void keepsARowThatWasSetAsideOnce() {
    SetAside row = new SetAside("a", 7, "ann, ?, VIEWED", "no product '?'");
    interactions.add("a", List.of(), List.of(row), MOST);
    interactions.add(
        "a", List.of(), List.of(row, new SetAside("a", 9, "x", "1 cells, expected 4")), MOST);
    interactions.add("b", List.of(), List.of(new SetAside("b", 7, "y", "why")), MOST);
    assertThat(interactions.setAside(10))
        .containsExactly(
            new SetAside("b", 7, "y", "why"),
            row,
            new SetAside("a", 9, "x", "1 cells, expected 4"));
    assertThat(interactions.setAside(1)).hasSize(1);
    assertThat(interactions.revision()).isZero();
  }

  @Test
  void believesWhatHarmsWhoeverSaysIt() {
    add(
        "a",
        at("ann", "gel", REACTED_BADLY, 1),
        at("ann", "oil", REACTED_BADLY, 2),
        at("bob", "gel", BOUGHT, 1));
    add(
        "b",
        at("bot", "p1", REACTED_BADLY, 1),
        at("bot", "p2", VIEWED, 1),
        at("bot", "p3", VIEWED, 1),
        at("bot", "p4", VIEWED, 1));
    assertThat(interactions.badReactions())
        .isEqualTo(Map.of("ann", Set.of("gel", "oil"), "bot", Set.of("p1")));
  }

  @Test
  void erasesWhatASubjectDidAndNobodyElse() {
    add("a", at("s.1", "gel", REACTED_BADLY, 1), at("sx1", "gel", VIEWED, 1));
    add("b", at("s.1", "p1", VIEWED, 9), at("s.1", "p2", VIEWED, 9), at("s.1", "p3", VIEWED, 9));
    interactions.add(
        "c",
        List.of(),
        List.of(
            new SetAside("c", 1, "gel, s.1, VIEWED", "old"),
            new SetAside("c", 2, "s.12, ?", "old"),
            new SetAside("c", 3, "?", "no features of subject 's.1'")),
        MOST);
    long revision = interactions.revision();
    assertThat(interactions.erase("s.1")).isEqualTo(6);
    assertThat(interactions.revision()).isGreaterThan(revision);
    assertThat(interactions.badReactions()).isEmpty();
    assertThat(interactions.totals()).isEqualTo(new Totals(1, 1, 1, 0));
    assertThat(interactions.setAside(9)).extracting(SetAside::row).containsExactly("s.12, ?");
    assertThat(interactions.erase("s.1")).isZero();
  }

  @Test
  void keepsMicroseconds() {
    Interaction exact =
        new Interaction("ann", "gel", VIEWED, Instant.parse("2026-03-01T12:00:00.123456789Z"));
    add("a", exact);
    assertThat(interactions.page(Optional.empty(), 1)).containsExactly(exact);
    assertThat(exact.at()).isEqualTo(Instant.parse("2026-03-01T12:00:00.123456Z"));
    assertThat(add("a", exact).added()).isZero();
  }
}
