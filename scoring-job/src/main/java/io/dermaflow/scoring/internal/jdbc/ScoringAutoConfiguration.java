package io.dermaflow.scoring.internal.jdbc;

import io.dermaflow.database.SchemaMigration;
import io.dermaflow.scoring.UploadWork;
import java.time.Clock;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;

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
  public UploadWork uploadWork(JdbcClient jdbc, Clock clock) {
    return new JdbcUploadWork(jdbc, clock);
  }
}
