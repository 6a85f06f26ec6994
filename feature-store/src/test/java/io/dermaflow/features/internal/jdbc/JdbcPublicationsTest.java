package io.dermaflow.features.internal.jdbc;

import io.dermaflow.features.PublicationsContract;
import io.dermaflow.testing.SettableClock;
import io.dermaflow.testing.TestDatabase;
import org.springframework.jdbc.core.JdbcTemplate;

class JdbcPublicationsTest extends PublicationsContract {

  @Override
  protected Stores emptyStores() {
    TestDatabase database = TestDatabase.with(FeaturesAutoConfiguration.SCHEMA);
    return new Stores(
        new JdbcPublications(
            new JdbcTemplate(database.dataSource()), database.transaction(), new SettableClock()),
        new JdbcFeatureReader(database.jdbc()));
  }
}
