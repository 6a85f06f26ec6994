package io.dermaflow.models;

import java.nio.file.Path;

/** Loads model files of one kind. */
public interface PredictorEngine {

  /** Kinds of engines. */
  enum Kind {
    /** ONNX Runtime on the exported file: what scores. */
    ONNX,
    /** The same with 8-bit weights and activations: faster, for versions whose gate let it. */
    INT8,
    /** DL4J on its own zip: what trained, and the reference for parity. */
    DL4J
  }

  Kind kind();

  /**
   * @throws IllegalArgumentException when the file is not a model of this kind and shape
   */
  Predictor open(NetworkSpec spec, Path file);
}
