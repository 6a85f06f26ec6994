package io.dermaflow.lease.internal.jdbc;

import io.dermaflow.database.SchemaMigration;
import io.dermaflow.lease.Leases;
import java.time.Clock;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Leases in PostgreSQL, schema {@code ops}. */
@AutoConfiguration
public class LeaseAutoConfiguration {

  /** The tables of this package. */
  public static final SchemaMigration SCHEMA = new SchemaMigration("ops", "db/ops", 0);

  @Bean
  public SchemaMigration opsSchema() {
    return SCHEMA;
  }

  @Bean
  public Leases leases(JdbcClient jdbc, Clock clock) {
    return new JdbcLeases(jdbc, clock);
  }
}
