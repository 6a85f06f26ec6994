package io.dermaflow.models.internal.mlflow;

import io.dermaflow.json.Json;
import io.dermaflow.models.TrackingSettings;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mlflow.api.proto.Service;
import org.mlflow.tracking.MlflowClient;
import org.mlflow.tracking.MlflowClientException;
import org.mlflow.tracking.MlflowHttpException;
import org.mlflow.tracking.creds.BasicMlflowHostCreds;
import tools.jackson.databind.JsonNode;

/**
 * A real MLflow server. Creating a run or a model version is not idempotent there, so each carries
 * a tag of ours and is searched for first; metrics carry the time of their event, which makes a
 * repeated one no second point.
 */
final class MlflowServer {

  private static final String RUN_TAG = "dermaflow.run_id";
  private static final int METRICS_AT_ONCE = 500;
  private static final int PARAMS_AT_ONCE = 100;

  private final MlflowClient client;

  MlflowServer(TrackingSettings settings, URI uri) {
    BasicMlflowHostCreds credentials;
    if (settings.token() != null) {
      credentials = new BasicMlflowHostCreds(uri.toString(), settings.token());
    } else if (settings.username() != null) {
      credentials =
          new BasicMlflowHostCreds(uri.toString(), settings.username(), settings.password());
    } else {
      credentials = new BasicMlflowHostCreds(uri.toString());
    }
    this.client = new MlflowClient(credentials);
  }

  /**
   * @throws MlflowClientException when the server did not take it
   */
  void send(String runId, TrackingEvent event) {
    if (event instanceof TrackingEvent.Started started) {
      start(runId, started);
    } else if (event instanceof TrackingEvent.Metrics metrics) {
      metrics(run(runId), metrics);
    } else if (event instanceof TrackingEvent.Registered registered) {
      register(run(runId), registered);
    } else if (event instanceof TrackingEvent.Finished finished) {
      client.setTerminated(
          run(runId),
          finished.succeeded() ? Service.RunStatus.FINISHED : Service.RunStatus.FAILED,
          finished.at().toEpochMilli());
    }
  }

  private void start(String runId, TrackingEvent.Started started) {
    String experiment = experiment(started.experiment());
    String run =
        find(experiment, runId)
            .orElseGet(
                () ->
                    client
                        .createRun(
                            Service.CreateRun.newBuilder()
                                .setExperimentId(experiment)
                                .setRunName(started.name())
                                .setStartTime(started.startedAt().toEpochMilli())
                                .addTags(
                                    Service.RunTag.newBuilder().setKey(RUN_TAG).setValue(runId))
                                .build())
                        .getRunId());
    List<Service.Param> params = new ArrayList<>();
    started
        .parameters()
        .forEach(
            (key, value) ->
                params.add(Service.Param.newBuilder().setKey(key).setValue(value).build()));
    for (int from = 0; from < params.size(); from += PARAMS_AT_ONCE) {
      client.logBatch(
          run,
          List.of(),
          params.subList(from, Math.min(params.size(), from + PARAMS_AT_ONCE)),
          List.of());
    }
  }

  private void metrics(String run, TrackingEvent.Metrics event) {
    List<Service.Metric> metrics = new ArrayList<>();
    event
        .values()
        .forEach(
            (key, value) ->
                metrics.add(
                    Service.Metric.newBuilder()
                        .setKey(key)
                        .setValue(value)
                        .setStep(event.step())
                        .setTimestamp(event.at().toEpochMilli())
                        .build()));
    for (int from = 0; from < metrics.size(); from += METRICS_AT_ONCE) {
      client.logBatch(
          run,
          metrics.subList(from, Math.min(metrics.size(), from + METRICS_AT_ONCE)),
          List.of(),
          List.of());
    }
  }

  private void register(String run, TrackingEvent.Registered event) {
    try {
      client.sendPost("registered-models/create", Json.write(Map.of("name", event.model())));
    } catch (MlflowHttpException e) {
      if (!String.valueOf(e.getBodyMessage()).contains("RESOURCE_ALREADY_EXISTS")) {
        throw e;
      }
    }
    if (!isRegistered(run, event)) {
      List<Map<String, String>> tags = new ArrayList<>();
      event.tags().forEach((key, value) -> tags.add(Map.of("key", key, "value", value)));
      client.sendPost(
          "model-versions/create",
          Json.write(
              Map.of(
                  "name", event.model(), "source", event.source(), "run_id", run, "tags", tags)));
    }
  }

  private boolean isRegistered(String run, TrackingEvent.Registered event) {
    JsonNode found =
        Json.tree(
            client.sendGet(
                "model-versions/search?filter="
                    + java.net.URLEncoder.encode(
                        "run_id='" + run + "'", java.nio.charset.StandardCharsets.UTF_8)));
    for (JsonNode version : found.path("model_versions")) {
      if (version.path("name").asString("").equals(event.model())) {
        return true;
      }
    }
    return false;
  }

  private String experiment(String name) {
    return client
        .getExperimentByName(name)
        .map(Service.Experiment::getExperimentId)
        .orElseGet(() -> client.createExperiment(name));
  }

  private Optional<String> find(String experiment, String runId) {
    return client
        .searchRuns(List.of(experiment), "tags.`" + RUN_TAG + "` = '" + runId + "'")
        .stream()
        .map(Service.RunInfo::getRunId)
        .findFirst();
  }

  private String run(String runId) {
    List<String> experiments =
        client.searchExperiments().getItems().stream()
            .map(Service.Experiment::getExperimentId)
            .toList();
    return experiments.stream()
        .flatMap(experiment -> find(experiment, runId).stream())
        .findFirst()
        .orElseThrow(() -> new MlflowClientException("the server knows no run tagged " + runId));
  }
}
