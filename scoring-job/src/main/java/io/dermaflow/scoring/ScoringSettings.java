package io.dermaflow.scoring;

import io.dermaflow.models.PredictorEngine;
import java.nio.file.Path;

/**
 * Settings of this room.
 *
 * @param engine what predicts: ONNX Runtime in single precision or with 8 bits (where the version
 *     has an accepted file), or DL4J
 * @param modelCache folder for model files; may be deleted at any time
 */
public record ScoringSettings(PredictorEngine.Kind engine, Path modelCache) {}
