package io.dermaflow.models.internal.mlflow;

import io.dermaflow.json.Json;
import io.dermaflow.models.ModelVersion;
import io.dermaflow.models.Tracker;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Writes events to {@code models.outbox}, in the caller's transaction. */
final class JdbcTracker implements Tracker {

  private final JdbcClient jdbc;
  private final Clock clock;

  JdbcTracker(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  @Override
  public void runStarted(String runId, RunInfo info) {
    add(
        runId,
        "started",
        new TrackingEvent.Started(
            info.experiment(), info.name(), info.startedAt(), info.parameters()));
  }

  @Override
  public void metrics(String runId, int step, Instant at, Map<String, Double> values) {
    values.forEach(
        (key, value) -> {
          if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(
                "metric " + key + " = " + value + ", expected a finite number");
          }
        });
    add(runId, "metrics-" + step, new TrackingEvent.Metrics(step, at, values));
  }

  @Override
  public void modelRegistered(String runId, ModelVersion version, String artifactUri) {
    add(
        runId,
        "registered",
        new TrackingEvent.Registered(
            version.model(),
            version.version(),
            artifactUri,
            Map.of(
                "dermaflow.version", Integer.toString(version.version()),
                "dermaflow.verdict", version.verdict().name(),
                "dermaflow.onnx_sha256", version.artifacts().onnxSha256(),
                "dermaflow.preprocessing", version.preprocessing().hash())));
  }

  @Override
  public void runFinished(String runId, boolean succeeded, Instant at) {
    add(runId, "finished", new TrackingEvent.Finished(succeeded, at));
  }

  private void add(String runId, String key, TrackingEvent event) {
    jdbc.sql(
            """
            insert into models.outbox (run_id, key, kind, body, created_at)
            values (:run, :key, :kind, :body::jsonb, :at)
            on conflict (run_id, key) do nothing
            """)
        .param("run", runId)
        .param("key", key)
        .param("kind", event.getClass().getSimpleName())
        .param("body", Json.write(event))
        .param("at", Timestamp.from(clock.instant()))
        .update();
  }
}
