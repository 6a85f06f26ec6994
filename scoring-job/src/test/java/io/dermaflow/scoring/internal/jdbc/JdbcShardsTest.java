package io.dermaflow.scoring.internal.jdbc;

import io.dermaflow.scoring.ScoringTables;
import io.dermaflow.scoring.ShardsContract;
import io.dermaflow.testing.SettableClock;
import java.time.Duration;

class JdbcShardsTest extends ShardsContract {

  private SettableClock clock;

  @Override
  protected ScoringTables emptyTables() {
    clock = new SettableClock();
    return JdbcScoringTables.on(clock);
  }

  @Override
  protected void letPass(Duration time) {
    clock.advance(time);
  }
}
