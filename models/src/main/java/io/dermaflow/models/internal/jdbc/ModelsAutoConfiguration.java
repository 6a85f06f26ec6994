package io.dermaflow.models.internal.jdbc;

import io.dermaflow.database.SchemaMigration;
import io.dermaflow.models.ModelRegistry;
import io.dermaflow.models.WeightsRegistry;
import java.time.Clock;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The registry in PostgreSQL, schema {@code models}. */
@AutoConfiguration
public class ModelsAutoConfiguration {

  /** The tables of this room. */
  public static final SchemaMigration SCHEMA = new SchemaMigration("models", "db/models", 20);

  @Bean
  public SchemaMigration modelsSchema() {
    return SCHEMA;
  }

  @Bean
  public ModelRegistry modelRegistry(
      JdbcClient jdbc, PlatformTransactionManager transactions, Clock clock) {
    return new JdbcModelRegistry(jdbc, new TransactionTemplate(transactions), clock);
  }

  @Bean
  public WeightsRegistry weightsRegistry(JdbcClient jdbc) {
    return new JdbcWeightsRegistry(jdbc);
  }
}
