package io.dermaflow.scoring.internal.jdbc;

import io.dermaflow.database.SchemaMigration;
import io.dermaflow.scoring.ErasedUploads;
import io.dermaflow.scoring.IntakeLog;
import io.dermaflow.scoring.Outcomes;
import io.dermaflow.scoring.Shards;
import io.dermaflow.scoring.Uploads;
import java.time.Clock;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The work table in PostgreSQL, schema {@code scoring}. */
@AutoConfiguration
public class ScoringAutoConfiguration {

  /** The tables of this room. */
  public static final SchemaMigration SCHEMA = new SchemaMigration("scoring", "db/scoring", 40);

  @Bean
  public SchemaMigration scoringSchema() {
    return SCHEMA;
  }

  @Bean
  public Uploads uploads(JdbcTemplate jdbc, Clock clock) {
    return new JdbcUploads(jdbc, clock);
  }

  @Bean
  public Shards shards(JdbcTemplate jdbc, PlatformTransactionManager transactions, Clock clock) {
    return new JdbcShards(jdbc, new TransactionTemplate(transactions), clock);
  }

  @Bean
  public Outcomes outcomes(JdbcTemplate jdbc) {
    return new JdbcOutcomes(jdbc);
  }

  @Bean
  public ErasedUploads erasedUploads(
      JdbcClient jdbc, PlatformTransactionManager transactions, Clock clock) {
    return new JdbcErasedUploads(jdbc, new TransactionTemplate(transactions), clock);
  }

  @Bean
  public IntakeLog intakeLog(DataSource dataSource) {
    return new JdbcIntakeLog(dataSource, Duration.ofSeconds(10));
  }
}
