package io.dermaflow.recommend.internal.jdbc;

import io.dermaflow.database.SchemaMigration;
import io.dermaflow.recommend.Catalogue;
import io.dermaflow.recommend.importing.Rates;
import io.dermaflow.recommend.inci.IngredientTable;
import java.time.Clock;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The catalogue in PostgreSQL, schema {@code recommend}. */
@AutoConfiguration
public class RecommendAutoConfiguration {

  /** The tables of this room. */
  public static final SchemaMigration SCHEMA = new SchemaMigration("recommend", "db/recommend", 50);

  @Bean
  public SchemaMigration recommendSchema() {
    return SCHEMA;
  }

  @Bean
  public Catalogue catalogue(JdbcClient jdbc, Clock clock) {
    return new JdbcCatalogue(jdbc, clock);
  }

  @Bean
  @ConditionalOnMissingBean
  public IngredientTable ingredientTable() {
    return IngredientTable.bundled();
  }

  @Bean
  @ConditionalOnMissingBean
  public Rates rates() {
    return Rates.bundled();
  }
}
