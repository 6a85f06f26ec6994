package io.dermaflow.scoring.internal.jdbc;

import io.dermaflow.scoring.OutcomesContract;
import io.dermaflow.scoring.ScoringTables;
import io.dermaflow.testing.SettableClock;

class JdbcOutcomesTest extends OutcomesContract {

  @Override
  protected ScoringTables emptyTables() {
    return JdbcScoringTables.on(new SettableClock());
  }
}
