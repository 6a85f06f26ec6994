package io.dermaflow.models.internal.mlflow;

import io.dermaflow.json.Json;
import io.dermaflow.lease.Lease;
import io.dermaflow.lease.LeaseOwner;
import io.dermaflow.lease.Leases;
import io.dermaflow.models.TrackingRelay;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Sends the outbox in order; an event is marked only after the server has taken it. */
final class OutboxRelay implements TrackingRelay {

  private static final Logger LOG = LoggerFactory.getLogger(OutboxRelay.class);
  private static final Duration LEASE_TIME = Duration.ofMinutes(2);

  private final JdbcClient jdbc;
  private final Leases leases;
  private final Clock clock;
  private final @Nullable MlflowServer server;

  OutboxRelay(JdbcClient jdbc, Leases leases, Clock clock, @Nullable MlflowServer server) {
    this.jdbc = jdbc;
    this.leases = leases;
    this.clock = clock;
    this.server = server;
  }

  @Override
  public Report relay() {
    if (server == null) {
      return new Report(false, 0, waiting(), "");
    }
    Optional<Lease> lease =
        leases.tryAcquire("tracking-relay", LeaseOwner.thisProcess(), LEASE_TIME);
    if (lease.isEmpty()) {
      return new Report(true, 0, waiting(), "another process is sending");
    }
    try {
      return send(server, lease.get());
    } finally {
      leases.release(lease.get());
    }
  }

  private Report send(MlflowServer server, Lease lease) {
    int sent = 0;
    for (Waiting event : pending()) {
      try {
        server.send(event.runId(), event.event());
      } catch (RuntimeException e) {
        LOG.warn("The tracking server did not take event {}: {}", event.id(), e.getMessage());
        return new Report(true, sent, waiting(), String.valueOf(e.getMessage()));
      }
      jdbc.sql("update models.outbox set sent_at = :at where id = :id")
          .param("at", Timestamp.from(clock.instant()))
          .param("id", event.id())
          .update();
      sent++;
      if (leases.renew(lease, LEASE_TIME).isEmpty()) {
        return new Report(true, sent, waiting(), "another process took over");
      }
    }
    return new Report(true, sent, waiting(), "");
  }

  private int waiting() {
    return jdbc.sql("select count(*) from models.outbox where sent_at is null")
        .query(Integer.class)
        .single();
  }

  private List<Waiting> pending() {
    return jdbc.sql(
            """
            select id, run_id, kind, body
              from models.outbox
             where sent_at is null
             order by id
             limit 10000
            """)
        .query(
            (row, n) ->
                new Waiting(
                    row.getLong("id"),
                    row.getString("run_id"),
                    event(row.getString("kind"), row.getString("body"))))
        .list();
  }

  private static TrackingEvent event(String kind, String body) {
    return switch (kind) {
      case "Started" -> Json.read(body, TrackingEvent.Started.class);
      case "Metrics" -> Json.read(body, TrackingEvent.Metrics.class);
      case "Registered" -> Json.read(body, TrackingEvent.Registered.class);
      case "Finished" -> Json.read(body, TrackingEvent.Finished.class);
      default -> throw new IllegalStateException("outbox event of kind '" + kind + "'");
    };
  }

  private record Waiting(long id, String runId, TrackingEvent event) {}
}
