package io.dermaflow.features.internal.jdbc;

import io.dermaflow.database.SchemaMigration;
import io.dermaflow.features.FeatureReader;
import io.dermaflow.features.FeatureStore;
import io.dermaflow.features.Publications;
import java.time.Clock;
import java.time.Duration;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The feature store in PostgreSQL, schema {@code features}. */
@AutoConfiguration
public class FeaturesAutoConfiguration {

  /** The tables of this room. */
  public static final SchemaMigration SCHEMA = new SchemaMigration("features", "db/features", 30);

  /** Writers take less than a second; who waits this long waits for one that hangs. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Bean
  public SchemaMigration featuresSchema() {
    return SCHEMA;
  }

  @Bean
  public FeatureStore featureStore(
      JdbcClient jdbc, PlatformTransactionManager transactions, Clock clock) {
    return new JdbcFeatureStore(jdbc, transactions, clock, PATIENCE);
  }

  @Bean
  public FeatureReader featureReader(JdbcClient jdbc) {
    return new JdbcFeatureReader(jdbc);
  }

  @Bean
  public Publications publications(
      JdbcOperations connections, PlatformTransactionManager transactions, Clock clock) {
    return new JdbcPublications(connections, new TransactionTemplate(transactions), clock);
  }
}
