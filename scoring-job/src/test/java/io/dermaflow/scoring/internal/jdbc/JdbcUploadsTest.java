package io.dermaflow.scoring.internal.jdbc;

import io.dermaflow.scoring.ScoringTables;
import io.dermaflow.scoring.UploadsContract;
import io.dermaflow.testing.SettableClock;

class JdbcUploadsTest extends UploadsContract {

  @Override
  protected ScoringTables emptyTables() {
    return JdbcScoringTables.on(new SettableClock());
  }
}
