package io.dermaflow.models;

import java.io.IOException;
import java.nio.file.Path;

/** Makes networks that can be trained. */
public interface NetworkTrainer {

  /** A network with random parameters that depend on the seed only; all layers learn. */
  default TrainableNetwork create(NetworkSpec spec, LearningRate rate, long seed) {
    return create(spec, Frozen.NOTHING, rate, seed);
  }

  /** The same with a part that does not learn. */
  TrainableNetwork create(NetworkSpec spec, Frozen frozen, LearningRate rate, long seed);

  /** A network of which all layers learn, as {@link TrainableNetwork#save} left it. */
  default TrainableNetwork restore(NetworkSpec spec, Path zip) throws IOException {
    return restore(spec, Frozen.NOTHING, zip);
  }

  /** The same with the part that did not learn. */
  TrainableNetwork restore(NetworkSpec spec, Frozen frozen, Path zip) throws IOException;

  /** Bytes outside the heap that training in batches of this size takes, about. */
  long memory(NetworkSpec spec, Frozen frozen, int batch);
}
