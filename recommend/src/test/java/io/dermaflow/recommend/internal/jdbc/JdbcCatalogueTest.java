package io.dermaflow.recommend.internal.jdbc;

import io.dermaflow.recommend.Catalogue;
import io.dermaflow.recommend.CatalogueContract;
import io.dermaflow.testing.SettableClock;
import io.dermaflow.testing.TestDatabase;

class JdbcCatalogueTest extends CatalogueContract {

  @Override
  protected Catalogue emptyCatalogue() {
    return new JdbcCatalogue(
        TestDatabase.with(RecommendAutoConfiguration.SCHEMA).jdbc(), new SettableClock());
  }
}
