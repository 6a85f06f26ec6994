package io.dermaflow.models;

import java.time.Instant;
import java.util.Map;

/**
 * Where training runs are recorded first: rows in our database, in the caller's transaction. What
 * is recorded twice under one key is recorded once. {@link TrackingRelay} carries it on.
 */
public interface Tracker {

  /** A run begins. */
  void runStarted(String runId, RunInfo info);

  /** Metrics of a step (an epoch); values must be finite. */
  void metrics(String runId, int step, Instant at, Map<String, Double> values);

  /** The run made a model version. */
  void modelRegistered(String runId, ModelVersion version, String artifactUri);

  /** The run is over. */
  void runFinished(String runId, boolean succeeded, Instant at);

  /**
   * @param experiment MLflow experiment
   * @param name shown name of the run
   * @param startedAt when it began
   * @param parameters settings, as text
   */
  record RunInfo(
      String experiment, String name, Instant startedAt, Map<String, String> parameters) {}
}
