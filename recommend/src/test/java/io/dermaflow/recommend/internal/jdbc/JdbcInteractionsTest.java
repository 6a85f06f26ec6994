package io.dermaflow.recommend.internal.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dermaflow.recommend.interactions.Interaction;
import io.dermaflow.recommend.interactions.InteractionKind;
import io.dermaflow.recommend.interactions.Interactions;
import io.dermaflow.recommend.interactions.Interactions.Numbered;
import io.dermaflow.recommend.interactions.Interactions.SetAside;
import io.dermaflow.recommend.interactions.InteractionsContract;
import io.dermaflow.testing.SettableClock;
import io.dermaflow.testing.TestDatabase;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class JdbcInteractionsTest extends InteractionsContract {

  @Override
  protected Interactions empty() {
    TestDatabase database = TestDatabase.with(RecommendAutoConfiguration.SCHEMA);
    return new JdbcInteractions(database.jdbc(), database.transaction(), new SettableClock());
  }

  @Test
  void takesABatchAsAWholeOrNotAtAll() {
    Interactions interactions = empty();
    Interaction view =
        new Interaction(
            "ann", "gel", InteractionKind.VIEWED, Instant.parse("2026-03-01T12:00:00Z"));
    SetAside broken = new SetAside("a", 3, "a null character \0", "why");
    assertThatThrownBy(
            () -> interactions.add("a", List.of(new Numbered(2, view)), List.of(broken), 10))
        .isInstanceOf(org.springframework.dao.DataAccessException.class);
    assertThat(interactions.totals().interactions()).isZero();
    assertThat(interactions.revision()).isZero();
  }
}
