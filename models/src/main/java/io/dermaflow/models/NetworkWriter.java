package io.dermaflow.models;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Writes networks for {@link PredictorEngine}; each file is there as a whole or not at all. */
public interface NetworkWriter {

  /** In single precision. */
  void write(InferenceNetwork network, Path file) throws IOException;

  /**
   * With 8-bit weights and activations; their ranges are measured on the pictures.
   *
   * @param pictures batches of {@code n * size * size * 3} bytes, red green blue, n up to 32
   */
  void writeInt8(InferenceNetwork network, List<byte[]> pictures, Path file) throws IOException;
}
