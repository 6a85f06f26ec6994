package io.dermaflow.models.internal.jdbc;

import io.dermaflow.models.ModelRegistry;
import io.dermaflow.models.ModelRegistryContract;
import io.dermaflow.testing.SettableClock;
import io.dermaflow.testing.TestDatabase;

class JdbcModelRegistryTest extends ModelRegistryContract {

  @Override
  protected ModelRegistry emptyRegistry() {
    TestDatabase database = TestDatabase.with(ModelsAutoConfiguration.SCHEMA);
    return new JdbcModelRegistry(database.jdbc(), database.transaction(), new SettableClock());
  }
}
