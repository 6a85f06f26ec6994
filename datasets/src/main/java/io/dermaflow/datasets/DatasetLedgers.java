package io.dermaflow.datasets;

import io.dermaflow.datasets.internal.jdbc.DatasetsAutoConfiguration;
import java.time.Clock;
import javax.sql.DataSource;

/** Ledgers without a platform around them. */
public final class DatasetLedgers {

  private DatasetLedgers() {}

  /** The ledger of a database whose schema is that of this release. */
  public static DatasetLedger open(DataSource database, Clock clock) {
    return DatasetsAutoConfiguration.ledger(database, clock);
  }
}
