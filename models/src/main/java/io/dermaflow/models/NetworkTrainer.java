package io.dermaflow.models;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes networks that can be trained. */
public interface NetworkTrainer {

  /** A network with random parameters that depend on the seed only; all layers learn. */
  default TrainableNetwork create(NetworkSpec spec, LearningRate rate, long seed) {
    return create(spec, Frozen.NOTHING, rate, seed, null);
  }

  /**
   * The same with a part that does not learn.
   *
   * @param weights where convolutions start from, of the network's width and dialect; null for
   *     random numbers. The network must have BatchNorm folded.
   */
  TrainableNetwork create(
      NetworkSpec spec,
      Frozen frozen,
      LearningRate rate,
      long seed,
      @Nullable PretrainedWeights weights);

  /** A network of which all layers learn, as {@link TrainableNetwork#save} left it. */
  default TrainableNetwork restore(NetworkSpec spec, Path zip) throws IOException {
    return restore(spec, Frozen.NOTHING, zip);
  }

  /** The same with the part that did not learn. */
  TrainableNetwork restore(NetworkSpec spec, Frozen frozen, Path zip) throws IOException;

  /**
   * A network whose parameters are the mean of several that {@link TrainableNetwork#save} left: one
   * in the middle of the valley that they went to and fro in (Izmailov et al., 2018).
   */
  TrainableNetwork average(NetworkSpec spec, List<Path> zips) throws IOException;

  /** Bytes outside the heap that training in batches of this size takes, about. */
  long memory(NetworkSpec spec, Frozen frozen, int batch);
}
