package io.dermaflow.models.internal.mlflow;

import java.time.Instant;
import java.util.Map;

/** What the outbox holds. Names and fields are stored: only ever add. */
public sealed interface TrackingEvent {

  /** A run begins. */
  record Started(String experiment, String name, Instant startedAt, Map<String, String> parameters)
      implements TrackingEvent {}

  /** Metrics of one step. */
  record Metrics(int step, Instant at, Map<String, Double> values) implements TrackingEvent {}

  /** A version was registered. */
  record Registered(String model, int version, String source, Map<String, String> tags)
      implements TrackingEvent {}

  /** The run is over. */
  record Finished(boolean succeeded, Instant at) implements TrackingEvent {}
}
