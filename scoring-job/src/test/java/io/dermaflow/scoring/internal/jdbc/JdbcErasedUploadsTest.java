package io.dermaflow.scoring.internal.jdbc;

import io.dermaflow.scoring.ErasedUploads;
import io.dermaflow.scoring.ErasedUploadsContract;
import io.dermaflow.scoring.IntakeLog;
import io.dermaflow.scoring.ScoringTables;
import io.dermaflow.testing.SettableClock;
import io.dermaflow.testing.TestDatabase;
import java.time.Duration;
import org.springframework.transaction.support.TransactionTemplate;

class JdbcErasedUploadsTest extends ErasedUploadsContract {

  private TestDatabase database;
  private TransactionTemplate transaction;

  @Override
  protected ErasedUploads empty() {
    database = TestDatabase.with(ScoringAutoConfiguration.SCHEMA);
    transaction = database.transaction();
    return new JdbcErasedUploads(database.jdbc(), transaction, new SettableClock());
  }

  @Override
  protected ScoringTables tables() {
    return JdbcScoringTables.on(database, new SettableClock());
  }

  @Override
  protected IntakeLog log() {
    return new JdbcIntakeLog(database.dataSource(), Duration.ofSeconds(1));
  }

  @Override
  protected void inTransaction(Runnable work) {
    transaction.executeWithoutResult(status -> work.run());
  }
}
