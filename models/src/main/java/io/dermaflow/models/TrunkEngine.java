package io.dermaflow.models;

import java.nio.file.Path;

/** Opens frozen trunks. */
public interface TrunkEngine {

  /**
   * @param file what {@link TrainableNetwork#exportTrunk} wrote
   * @throws IllegalArgumentException when the file is no trunk
   */
  Trunk open(NetworkSpec spec, Path file);
}
