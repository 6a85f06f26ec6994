package io.dermaflow.scoring;

import io.dermaflow.models.PredictorEngine;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Settings of this room.
 *
 * @param engine what predicts: ONNX Runtime in single precision or with 8 bits (where the version
 *     has an accepted file), or DL4J
 * @param modelCache folder for model files; may be deleted at any time
 * @param threads threads that decode and infer; 0 for one more than cores
 * @param lease how long a worker may be silent before its shard is free
 * @param silence how long the object storage may answer nobody before a run ends, to be restarted
 * @param surveyWait how long scheduled runs let a selfie wait for its survey, and a survey for its
 *     selfie
 * @param leastConfidence probability, 0..1, below which severity or type give no answer
 * @param analyze whether tone, shape and measurements are read off faces
 */
public record ScoringSettings(
    PredictorEngine.Kind engine,
    Path modelCache,
    int threads,
    Duration lease,
    Duration silence,
    Duration surveyWait,
    double leastConfidence,
    boolean analyze) {

  /** What holds where nothing is said. */
  public static ScoringSettings of(PredictorEngine.Kind engine, Path modelCache) {
    return new ScoringSettings(
        engine,
        modelCache,
        0,
        Duration.ofSeconds(30),
        Duration.ofMinutes(10),
        Duration.ofMinutes(10),
        0.3,
        true);
  }

  /** Threads that decode and infer: one more than cores, as each waits for a decoder at times. */
  int scorers() {
    return threads > 0 ? threads : Runtime.getRuntime().availableProcessors() + 1;
  }
}
