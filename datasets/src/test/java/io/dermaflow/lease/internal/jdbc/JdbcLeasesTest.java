package io.dermaflow.lease.internal.jdbc;

import io.dermaflow.lease.Leases;
import io.dermaflow.lease.LeasesContract;
import io.dermaflow.testing.TestDatabase;
import java.time.Clock;

class JdbcLeasesTest extends LeasesContract {

  @Override
  protected Leases leases(Clock clock) {
    return new JdbcLeases(TestDatabase.with(LeaseAutoConfiguration.SCHEMA).jdbc(), clock);
  }
}
