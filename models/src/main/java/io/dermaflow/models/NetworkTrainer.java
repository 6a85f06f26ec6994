package io.dermaflow.models;

import java.io.IOException;
import java.nio.file.Path;

/** Makes networks that can be trained. */
public interface NetworkTrainer {

  /** A network with random parameters that depend on the seed only. */
  TrainableNetwork create(NetworkSpec spec, LearningRate rate, long seed);

  /** A network as {@link TrainableNetwork#save} left it. */
  TrainableNetwork restore(NetworkSpec spec, Path zip) throws IOException;
}
