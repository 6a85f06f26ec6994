package io.dermaflow.recommend.interactions;

import static org.assertj.core.api.Assertions.assertThat;

import io.dermaflow.recommend.interactions.InteractionIntake.Reason;
import io.dermaflow.recommend.interactions.InteractionIntake.Result;
import io.dermaflow.recommend.interactions.InteractionIntake.Row;
import io.dermaflow.recommend.interactions.Interactions.SetAside;
import io.dermaflow.recommend.interactions.Interactions.Totals;
import io.dermaflow.testing.SettableClock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class InteractionIntakeTest {

  private final SettableClock clock = new SettableClock();
  private final Instant now = clock.instant();
  private final Interactions interactions = new InMemoryInteractions();
  private final InteractionIntake intake =
      new InteractionIntake(
          interactions,
          known("ann", "bob", "bot"),
          known("gel", "oil"),
          IntakeLimits.DEFAULT,
          clock);

  private static KnownIds known(String... all) {
    return ids -> {
      Set<String> found = new HashSet<>(ids);
      found.retainAll(Set.of(all));
      return found;
    };
  }

  private static Row row(long line, String subject, String product, Instant at) {
    Interaction interaction = new Interaction(subject, product, InteractionKind.VIEWED, at);
    return new Row(line, subject + ", " + product, interaction, "");
  }

  @Test
  void tellsASenderThatWaitsWhatWasRefusedAndKeepsNothingOfIt() {
    List<Interaction> given =
        List.of(
            new Interaction("ann", "soap", InteractionKind.LIKED, now),
            new Interaction("ann", "gel", InteractionKind.LIKED, now),
            new Interaction("ann", "oil", InteractionKind.LIKED, now.plusSeconds(301)));
    assertThat(intake.give("api", given))
        .isEqualTo(
            new InteractionIntake.Given(
                1,
                0,
                Map.of(
                    0, "no product 'soap' in the newest catalogue",
                    2, "at 2026-03-01T12:05:01Z, expected 2026-03-01T12:05:00Z at most")));
    assertThat(intake.give("api", given).known()).isEqualTo(1);
    assertThat(intake.give("api", List.of()))
        .isEqualTo(new InteractionIntake.Given(0, 0, Map.of()));
    assertThat(interactions.setAside(10)).isEmpty();
  }

  @Test
  void setsAsideWhatCannotBeUsedWithItsReasonAndGoesOn() {
    List<Row> rows =
        List.of(
            row(2, "ann", "gel", now),
            row(3, "eve", "gel", now),
            row(4, "ann", "soap", now),
            row(5, "ann", "gel", now.plusSeconds(300)),
            row(6, "ann", "oil", now.plusSeconds(301)),
            row(7, "bob", "gel", Instant.parse("1970-01-01T00:00:00Z")),
            new Row(8, "x".repeat(1000), null, "kind 'sniffed'"),
            row(9, "bob", "oil", now));
    Result result = intake.take("a.csv", rows.iterator());
    assertThat(result)
        .isEqualTo(
            new Result(
                8,
                3,
                0,
                Map.of(
                    Reason.UNKNOWN_SUBJECT, 1L,
                    Reason.UNKNOWN_PRODUCT, 1L,
                    Reason.FROM_THE_FUTURE, 1L,
                    Reason.TOO_OLD, 1L,
                    Reason.UNREADABLE, 1L)));
    assertThat(interactions.setAside(10))
        .extracting(SetAside::line, SetAside::reason)
        .containsExactly(
            tuple(3L, "no features of subject 'eve'"),
            tuple(4L, "no product 'soap' in the newest catalogue"),
            tuple(6L, "at 2026-03-01T12:05:01Z, expected 2026-03-01T12:05:00Z at most"),
            tuple(7L, "at 1970-01-01T00:00:00Z, expected 2000-01-01T00:00:00Z at least"),
            tuple(8L, "kind 'sniffed'"));
    assertThat(interactions.setAside(10).get(4).row()).hasSize(Interactions.LONGEST_ROW);
  }

  private static org.assertj.core.groups.Tuple tuple(Object... values) {
    return org.assertj.core.api.Assertions.tuple(values);
  }

  @Test
  void addsNothingWhenTheSameSourceComesAgain() {
    List<Row> rows = List.of(row(2, "ann", "gel", now), row(3, "eve", "gel", now));
    assertThat(intake.take("a", rows.iterator()).added()).isEqualTo(1);
    assertThat(intake.take("a", rows.iterator()))
        .isEqualTo(new Result(2, 0, 1, Map.of(Reason.UNKNOWN_SUBJECT, 1L)));
    assertThat(interactions.totals()).isEqualTo(new Totals(1, 1, 1, 0));
    assertThat(interactions.setAside(10)).hasSize(1);
  }

  @Test
  void setsAsideTenThousandWithinAMinuteAcrossBatches() {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      rows.add(row(i + 2, "bot", i % 2 == 0 ? "gel" : "oil", now.minusMillis(1 + i * 5L)));
    }
    rows.add(row(10_002, "ann", "gel", now));
    Result result = intake.take("a", rows.iterator());
    assertThat(result).isEqualTo(new Result(10_001, 10_001, 0, Map.of(Reason.BOT, 10_000L)));
    assertThat(interactions.totals()).isEqualTo(new Totals(1, 1, 1, 10_000));
    assertThat(interactions.setAside(20_000)).hasSize(10_000);
  }

  @Test
  void looksAtNoRowWhereThereIsNone() {
    assertThat(intake.take("empty", List.<Row>of().iterator()))
        .isEqualTo(new Result(0, 0, 0, Map.of()));
  }
}
