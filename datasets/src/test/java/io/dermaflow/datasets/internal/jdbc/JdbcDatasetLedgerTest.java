package io.dermaflow.datasets.internal.jdbc;

import io.dermaflow.datasets.DatasetLedger;
import io.dermaflow.datasets.DatasetLedgerContract;
import io.dermaflow.testing.SettableClock;
import io.dermaflow.testing.TestDatabase;
import org.springframework.jdbc.core.JdbcTemplate;

class JdbcDatasetLedgerTest extends DatasetLedgerContract {

  @Override
  protected DatasetLedger emptyLedger() {
    TestDatabase database = TestDatabase.with(DatasetsAutoConfiguration.SCHEMA);
    return new JdbcDatasetLedger(
        new JdbcTemplate(database.dataSource()), database.transaction(), new SettableClock());
  }
}
