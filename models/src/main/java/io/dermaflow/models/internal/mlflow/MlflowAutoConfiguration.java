package io.dermaflow.models.internal.mlflow;

import io.dermaflow.lease.Leases;
import io.dermaflow.models.Tracker;
import io.dermaflow.models.TrackingRelay;
import io.dermaflow.models.TrackingSettings;
import java.time.Clock;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Tracking: the outbox, and the MLflow server behind it when one is configured. */
@AutoConfiguration
public class MlflowAutoConfiguration {

  @Bean
  public Tracker tracker(JdbcClient jdbc, Clock clock) {
    return new JdbcTracker(jdbc, clock);
  }

  @Bean
  public TrackingRelay trackingRelay(
      JdbcClient jdbc, Leases leases, Clock clock, TrackingSettings settings) {
    var uri = settings.uri();
    return new OutboxRelay(
        jdbc, leases, clock, uri == null ? null : new MlflowServer(settings, uri));
  }
}
