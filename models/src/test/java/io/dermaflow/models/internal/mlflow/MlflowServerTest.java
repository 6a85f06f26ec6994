package io.dermaflow.models.internal.mlflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.dermaflow.json.Json;
import io.dermaflow.lease.internal.jdbc.LeaseAutoConfiguration;
import io.dermaflow.models.Tracker;
import io.dermaflow.models.TrackingRelay;
import io.dermaflow.models.TrackingSettings;
import io.dermaflow.models.internal.jdbc.ModelsAutoConfiguration;
import io.dermaflow.testing.SettableClock;
import io.dermaflow.testing.TestDatabase;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Against a real MLflow server, set up in a virtual environment under {@code target/}. */
class MlflowServerTest {

  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static Process server;

  private final SettableClock clock = new SettableClock();
  private final TestDatabase database =
      TestDatabase.with(LeaseAutoConfiguration.SCHEMA, ModelsAutoConfiguration.SCHEMA);
  private final Tracker tracker = new MlflowAutoConfiguration().tracker(database.jdbc(), clock);

  @AfterAll
  static void stop() throws InterruptedException {
    if (server != null) {
      server.destroy();
      server.waitFor(20, TimeUnit.SECONDS);
      server.descendants().forEach(ProcessHandle::destroyForcibly);
    }
  }

  @Test
  void sendsARunOnceWithAllItsMetricsThoughTheServerCameLate() throws Exception {
    int port = freePort();
    TrackingRelay relay = relay(port);
    record("run-1");
    TrackingRelay.Report away = relay.relay();
    assertThat(away.sent()).isZero();
    assertThat(away.waiting()).isEqualTo(4);

    startServer(port);
    assertThat(relay.relay()).isEqualTo(new TrackingRelay.Report(true, 4, 0, ""));
    JsonNode run = onlyRun(port);
    assertThat(run.path("info").path("status").asString()).isEqualTo("FINISHED");
    assertThat(history(port, run, "train_loss")).containsExactly("1:2.5", "2:1.25");

    // As if the process had died before it could mark anything as sent.
    database.jdbc().sql("update models.outbox set sent_at = null").update();
    assertThat(relay(port).relay().waiting()).isZero();
    assertThat(history(port, onlyRun(port), "train_loss")).containsExactly("1:2.5", "2:1.25");
  }

  private void record(String run) {
    tracker.runStarted(
        run, new Tracker.RunInfo("dermaflow/test", "name", clock.instant(), Map.of("seed", "42")));
    tracker.metrics(run, 1, clock.instant(), Map.of("train_loss", 2.5));
    tracker.metrics(run, 1, clock.instant(), Map.of("train_loss", 2.5));
    clock.advance(Duration.ofSeconds(10));
    tracker.metrics(run, 2, clock.instant(), Map.of("train_loss", 1.25));
    tracker.runFinished(run, true, clock.instant());
  }

  private TrackingRelay relay(int port) {
    return new MlflowAutoConfiguration()
        .trackingRelay(
            database.jdbc(),
            new LeaseAutoConfiguration().leases(database.jdbc(), clock),
            clock,
            new TrackingSettings(URI.create("http://127.0.0.1:" + port), null, null, null));
  }

  private static JsonNode onlyRun(int port) throws Exception {
    JsonNode experiment =
        get(port, "experiments/get-by-name?experiment_name=dermaflow%2Ftest").path("experiment");
    JsonNode found =
        post(
            port,
            "runs/search",
            Map.of("experiment_ids", List.of(experiment.path("experiment_id").asString())));
    assertThat(found.path("runs").size()).isEqualTo(1);
    return found.path("runs").get(0);
  }

  private static List<String> history(int port, JsonNode run, String metric) throws Exception {
    JsonNode found =
        get(
            port,
            "metrics/get-history?run_id="
                + run.path("info").path("run_id").asString()
                + "&metric_key="
                + metric);
    return found
        .path("metrics")
        .valueStream()
        .map(m -> m.path("step").asInt() + ":" + m.path("value").asDouble())
        .sorted()
        .toList();
  }

  private static JsonNode get(int port, String path) throws Exception {
    return send(HttpRequest.newBuilder(uri(port, path)).build());
  }

  private static JsonNode post(int port, String path, Object body) throws Exception {
    return send(
        HttpRequest.newBuilder(uri(port, path))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(Json.write(body)))
            .build());
  }

  private static URI uri(int port, String path) {
    return URI.create("http://127.0.0.1:" + port + "/api/2.0/mlflow/" + path);
  }

  private static JsonNode send(HttpRequest request) throws Exception {
    HttpResponse<String> answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return Json.tree(answer.body());
  }

  private static void startServer(int port) throws Exception {
    Path folder = Files.createDirectories(Path.of("target", "mlflow").toAbsolutePath());
    Path venv = folder.resolve("venv");
    Path mlflow = venv.resolve("bin/mlflow");
    if (!Files.exists(mlflow)) {
      assumeTrue(run("python3", "-m", "venv", venv.toString()), "python3 with venv is missing");
      assumeTrue(
          run(venv.resolve("bin/pip").toString(), "install", "-q", "mlflow==3.17.2"),
          "mlflow 3.17.2 could not be installed");
    }
    Path data = Files.createTempDirectory(folder, "data");
    ProcessBuilder builder =
        new ProcessBuilder(
            mlflow.toString(),
            "server",
            "--backend-store-uri",
            "sqlite:///" + data.resolve("mlflow.db"),
            "--artifacts-destination",
            data.resolve("artifacts").toString(),
            "--serve-artifacts",
            "--host",
            "127.0.0.1",
            "--port",
            Integer.toString(port),
            "--workers",
            "1");
    builder.environment().put("MLFLOW_SERVER_ENABLE_JOB_EXECUTION", "false");
    builder.redirectErrorStream(true).redirectOutput(folder.resolve("server.log").toFile());
    server = builder.start();
    for (int i = 0; i < 600; i++) {
      if (healthy(port)) {
        return;
      }
      TimeUnit.MILLISECONDS.sleep(200);
    }
    throw new IOException("the MLflow server did not start; see " + folder.resolve("server.log"));
  }

  private static boolean healthy(int port) throws InterruptedException {
    try {
      return HTTP.send(
                  HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/health"))
                      .build(),
                  HttpResponse.BodyHandlers.discarding())
              .statusCode()
          == 200;
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean run(String... command) throws InterruptedException {
    try {
      Process process = new ProcessBuilder(command).inheritIO().start();
      return process.waitFor(8, TimeUnit.MINUTES) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
