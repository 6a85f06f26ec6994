package io.dermaflow.models.internal.dl4j;

import io.dermaflow.models.Frozen;
import io.dermaflow.models.LearningRate;
import io.dermaflow.models.NetworkSpec;
import io.dermaflow.models.NetworkTrainer;
import io.dermaflow.models.Normalisation;
import io.dermaflow.models.PretrainedWeights;
import io.dermaflow.models.TrainableNetwork;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.jspecify.annotations.Nullable;

/** Networks by DL4J. */
final class Dl4jNetworkTrainer implements NetworkTrainer {

  private final int replicas;

  Dl4jNetworkTrainer(int replicas) {
    this.replicas = replicas;
  }

  @Override
  public TrainableNetwork create(
      NetworkSpec spec,
      Frozen frozen,
      LearningRate rate,
      long seed,
      @Nullable PretrainedWeights weights) {
    ComputationGraph graph = Numbers.graph(spec, rate, seed, weights);
    return new Dl4jNetwork(spec, frozen, graph, replicas);
  }

  @Override
  public TrainableNetwork restore(NetworkSpec spec, Frozen frozen, Path zip) throws IOException {
    ComputationGraph graph = ModelSerializer.restoreComputationGraph(zip.toFile(), true);
    return new Dl4jNetwork(spec, frozen, graph, replicas);
  }

  @Override
  public TrainableNetwork average(NetworkSpec spec, List<Path> zips) throws IOException {
    return new Dl4jNetwork(spec, Frozen.NOTHING, SavedNetwork.mean(zips), replicas);
  }

  @Override
  public long memory(NetworkSpec spec, Frozen frozen, int batch) {
    int share = (batch + replicas - 1) / replicas;
    int pictures =
        spec.normalisation() == Normalisation.TRAINED
            ? share
            : Math.min(share, GraphPass.picturesAtOnce(spec, frozen));
    // Parameters, two moments, and a gradient a replica.
    long flat = 4L * MobileNetV2.parameters(spec) * (3 + replicas);
    return flat + replicas * 4L * pictures * MobileNetV2.activations(spec, frozen);
  }
}
