package io.dermaflow.models.internal.jdbc;

import io.dermaflow.models.WeightsRegistry;
import io.dermaflow.models.WeightsRegistryContract;
import io.dermaflow.testing.TestDatabase;

class JdbcWeightsRegistryTest extends WeightsRegistryContract {

  @Override
  protected WeightsRegistry emptyRegistry() {
    return new JdbcWeightsRegistry(TestDatabase.with(ModelsAutoConfiguration.SCHEMA).jdbc());
  }
}
