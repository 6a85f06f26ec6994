package io.dermaflow.features.internal.jdbc;

import io.dermaflow.features.FeatureStoreContract;
import io.dermaflow.testing.SettableClock;
import io.dermaflow.testing.TestDatabase;
import java.time.Duration;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;

class JdbcFeatureStoreTest extends FeatureStoreContract {

  static JdbcFeatureStore store(TestDatabase database, Duration patience) {
    return new JdbcFeatureStore(
        database.jdbc(),
        new DataSourceTransactionManager(database.dataSource()),
        new SettableClock(),
        patience);
  }

  @Override
  protected Stores emptyStores() {
    TestDatabase database = TestDatabase.with(FeaturesAutoConfiguration.SCHEMA);
    return new Stores(
        store(database, Duration.ofSeconds(30)), new JdbcFeatureReader(database.jdbc()));
  }
}
