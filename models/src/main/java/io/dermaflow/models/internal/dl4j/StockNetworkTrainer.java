package io.dermaflow.models.internal.dl4j;

import io.dermaflow.models.Frozen;
import io.dermaflow.models.LearningRate;
import io.dermaflow.models.NetworkSpec;
import io.dermaflow.models.NetworkTrainer;
import io.dermaflow.models.PretrainedWeights;
import io.dermaflow.models.TrainableNetwork;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;

/** Networks by DL4J's own layers, on whatever backend ND4J has. */
final class StockNetworkTrainer implements NetworkTrainer {

  StockNetworkTrainer() {
    // As DL4J comes: all cores for one operation after the other.
    Nd4j.getBackend(); // loads the native library
    NativeOpsHolder.getInstance()
        .getDeviceNativeOps()
        .setOmpNumThreads(Runtime.getRuntime().availableProcessors());
  }

  @Override
  public TrainableNetwork create(
      NetworkSpec spec,
      Frozen frozen,
      LearningRate rate,
      long seed,
      @Nullable PretrainedWeights weights) {
    return new StockNetwork(spec, frozen, Numbers.graph(spec, rate, seed, weights), null);
  }

  @Override
  public TrainableNetwork restore(NetworkSpec spec, Frozen frozen, Path zip) throws IOException {
    ComputationGraph whole = ModelSerializer.restoreComputationGraph(zip.toFile(), false);
    return new StockNetwork(spec, frozen, whole, SavedNetwork.state(zip, StockNetwork.UPDATER));
  }

  @Override
  public TrainableNetwork average(NetworkSpec spec, List<Path> zips) throws IOException {
    return new StockNetwork(spec, Frozen.NOTHING, SavedNetwork.mean(zips), null);
  }

  @Override
  public long memory(NetworkSpec spec, Frozen frozen, int batch) {
    // Parameters twice, gradients, two moments; every activation with its gradient.
    long flat = 4L * MobileNetV2.parameters(spec) * 5;
    return flat + 2 * 4L * batch * MobileNetV2.activations(spec, frozen);
  }
}
