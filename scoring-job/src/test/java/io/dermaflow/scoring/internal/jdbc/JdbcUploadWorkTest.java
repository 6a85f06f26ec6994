package io.dermaflow.scoring.internal.jdbc;

import io.dermaflow.scoring.UploadWork;
import io.dermaflow.scoring.UploadWorkContract;
import io.dermaflow.testing.SettableClock;
import io.dermaflow.testing.TestDatabase;

class JdbcUploadWorkTest extends UploadWorkContract {

  @Override
  protected UploadWork emptyWork() {
    return new JdbcUploadWork(
        TestDatabase.with(ScoringAutoConfiguration.SCHEMA).jdbc(), new SettableClock());
  }
}
