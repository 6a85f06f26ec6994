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
import org.nd4j.linalg.api.ndarray.INDArray;

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
    if (weights != null) {
      requireFit(spec, weights);
    }
    ComputationGraph graph = new ComputationGraph(MobileNetV2.configuration(spec, rate, seed));
    graph.init();
    if (weights != null) {
      Numbers.load(graph, weights);
    }
    return new Dl4jNetwork(spec, frozen, graph, replicas);
  }

  @Override
  public TrainableNetwork restore(NetworkSpec spec, Frozen frozen, Path zip) throws IOException {
    ComputationGraph graph = ModelSerializer.restoreComputationGraph(zip.toFile(), true);
    return new Dl4jNetwork(spec, frozen, graph, replicas);
  }

  private static void requireFit(NetworkSpec spec, PretrainedWeights weights) {
    if (spec.normalisation() != Normalisation.FOLDED
        || spec.width() != weights.width()
        || spec.padding() != weights.padding()
        || spec.scaling() != weights.scaling()) {
      throw new IllegalArgumentException(
          "weights of width %s, %s, %s for %s"
              .formatted(weights.width(), weights.padding(), weights.scaling(), spec));
    }
  }

  @Override
  public TrainableNetwork average(NetworkSpec spec, List<Path> zips) throws IOException {
    ComputationGraph graph = ModelSerializer.restoreComputationGraph(zips.get(0).toFile(), true);
    INDArray parameters = graph.params();
    double[] sum = new double[(int) parameters.length()];
    float[] values = new float[sum.length];
    for (Path zip : zips) {
      Tiles.buffer(ModelSerializer.restoreComputationGraph(zip.toFile(), false).params())
          .get(0, values);
      for (int i = 0; i < sum.length; i++) {
        sum[i] += values[i];
      }
    }
    for (int i = 0; i < sum.length; i++) {
      values[i] = (float) (sum[i] / zips.size());
    }
    Tiles.buffer(parameters).put(0, values);
    return new Dl4jNetwork(spec, Frozen.NOTHING, graph, replicas);
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
