package io.dermaflow.features.internal.jdbc;

import io.dermaflow.features.PublicationsContract;
import io.dermaflow.testing.SettableClock;
import io.dermaflow.testing.TestDatabase;

class JdbcPublicationsTest extends PublicationsContract {

  @Override
  protected Stores emptyStores() {
    TestDatabase database = TestDatabase.with(FeaturesAutoConfiguration.SCHEMA);
    return new Stores(
        new JdbcPublications(database.jdbc(), database.transaction(), new SettableClock()),
        new JdbcFeatureReader(database.jdbc()));
  }
}
