package io.dermaflow.models.internal.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.dermaflow.models.Head;
import io.dermaflow.models.LearningRate;
import io.dermaflow.models.NetworkSpec;
import io.dermaflow.models.NetworkTrainer;
import io.dermaflow.models.NetworkTrainerContract;
import java.nio.file.Path;
import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class Dl4jNetworkTrainerTest extends NetworkTrainerContract {

  @Override
  protected NetworkTrainer trainer() {
    return new Dl4jAutoConfiguration().networkTrainer();
  }

  @Test
  void comesBackFromModelSerializerAsItWas(@TempDir Path folder) throws Exception {
    NetworkSpec spec = new NetworkSpec(0.35, 96, List.of(Head.values()));
    ComputationGraph ours =
        new ComputationGraph(MobileNetV2.configuration(spec, new LearningRate(0.01, 1, 10), 5));
    ours.init();
    INDArray pixels = Nd4j.rand(2, 96, 96, 3);
    Path file = folder.resolve("network.zip");
    ModelSerializer.writeModel(ours, file.toFile(), true);
    ComputationGraph back = ModelSerializer.restoreComputationGraph(file.toFile(), true);
    assertThat(back.params()).isEqualTo(ours.params());
    assertThat(back.output(false, pixels)[0]).isEqualTo(ours.output(false, pixels)[0]);
  }
}
