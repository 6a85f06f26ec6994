package io.dermaflow.models.internal.mlflow;

import io.dermaflow.lease.internal.jdbc.LeaseAutoConfiguration;
import io.dermaflow.models.Tracker;
import io.dermaflow.models.TrackerContract;
import io.dermaflow.models.TrackingRelay;
import io.dermaflow.models.TrackingSettings;
import io.dermaflow.models.internal.jdbc.ModelsAutoConfiguration;
import io.dermaflow.testing.SettableClock;
import io.dermaflow.testing.TestDatabase;
import java.net.URI;
import org.springframework.jdbc.core.simple.JdbcClient;

class JdbcTrackerTest extends TrackerContract {

  private final SettableClock clock = new SettableClock();
  private JdbcClient jdbc;

  @Override
  protected Tracker emptyTracker() {
    jdbc = TestDatabase.with(LeaseAutoConfiguration.SCHEMA, ModelsAutoConfiguration.SCHEMA).jdbc();
    return new MlflowAutoConfiguration().tracker(jdbc, new SettableClock());
  }

  @Override
  protected TrackingRelay relayToNobody() {
    // Port 9 is discard: nobody listens there.
    return relay(new TrackingSettings(URI.create("http://127.0.0.1:9"), null, null, null));
  }

  @Override
  protected TrackingRelay relayWithoutServer() {
    return relay(TrackingSettings.NONE);
  }

  private TrackingRelay relay(TrackingSettings settings) {
    return new MlflowAutoConfiguration()
        .trackingRelay(jdbc, new LeaseAutoConfiguration().leases(jdbc, clock), clock, settings);
  }
}
