package io.dermaflow.scoring.internal.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.dermaflow.scoring.IntakeLog;
import io.dermaflow.scoring.IntakeLogContract;
import io.dermaflow.testing.TestDatabase;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class JdbcIntakeLogTest extends IntakeLogContract {

  private TestDatabase database;

  @Override
  protected IntakeLog emptyLog(long waitMillis) {
    database = TestDatabase.with(ScoringAutoConfiguration.SCHEMA);
    return new JdbcIntakeLog(database.dataSource(), Duration.ofMillis(waitMillis));
  }

  @Override
  protected IntakeLog patient() {
    return new JdbcIntakeLog(database.dataSource(), Duration.ofMinutes(1));
  }

  @Test
  void keepsARowThatATransactionOfTheCallerDoesNotTakeBack() {
    IntakeLog log = emptyLog(50);
    database
        .transaction()
        .executeWithoutResult(
            status -> {
              log.alone("a", turn -> turn.keep(accepted("a", "1", 0)));
              status.setRollbackOnly();
            });
    assertThat(log.find("a")).containsExactly(accepted("a", "1", 0));
  }
}
