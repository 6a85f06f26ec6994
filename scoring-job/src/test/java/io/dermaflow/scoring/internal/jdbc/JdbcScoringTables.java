package io.dermaflow.scoring.internal.jdbc;

import io.dermaflow.scoring.ScoringTables;
import io.dermaflow.testing.TestDatabase;
import java.time.Clock;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The adapters on a new database. */
final class JdbcScoringTables {

  private JdbcScoringTables() {}

  static ScoringTables on(Clock clock) {
    return on(TestDatabase.with(ScoringAutoConfiguration.SCHEMA), clock);
  }

  static ScoringTables on(TestDatabase database, Clock clock) {
    var dataSource = database.dataSource();
    JdbcTemplate jdbc = new JdbcTemplate(dataSource);
    return new ScoringTables(
        new JdbcUploads(jdbc, clock),
        new JdbcShards(
            jdbc, new TransactionTemplate(new DataSourceTransactionManager(dataSource)), clock),
        new JdbcOutcomes(jdbc),
        clock);
  }
}
