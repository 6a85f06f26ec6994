package io.dermaflow.scheduler.access;

import io.dermaflow.database.SchemaMigration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Tables of the serving side, schema {@code serving}. */
@Configuration(proxyBeanMethods = false)
class ServingSchemaConfiguration {

  @Bean
  SchemaMigration servingSchema() {
    return new SchemaMigration("serving", "db/serving", 60);
  }
}
