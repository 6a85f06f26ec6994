package io.dermaflow.features.internal.jdbc;

import io.dermaflow.features.FeatureStoreContract;
import io.dermaflow.testing.SettableClock;
import io.dermaflow.testing.TestDatabase;

class JdbcFeatureStoreTest extends FeatureStoreContract {

  @Override
  protected Stores emptyStores() {
    TestDatabase database = TestDatabase.with(FeaturesAutoConfiguration.SCHEMA);
    return new Stores(
        new JdbcFeatureStore(database.jdbc(), new SettableClock()),
        new JdbcFeatureReader(database.jdbc()));
  }
}
