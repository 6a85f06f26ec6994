package io.dermaflow.models.internal.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.dermaflow.models.Architecture;
import io.dermaflow.models.Head;
import io.dermaflow.models.LearningRate;
import io.dermaflow.models.NetworkSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class StockMobileNetV2Test {

  private static final NetworkSpec SPEC = new NetworkSpec(0.35, 96, List.of(Head.values()));

  private final ComputationGraph ours = ours();
  private final INDArray pixels = pixels();

  private static ComputationGraph ours() {
    ComputationGraph graph =
        new ComputationGraph(MobileNetV2.configuration(SPEC, new LearningRate(0.01, 1, 10), 5));
    graph.init();
    SplittableRandom random = new SplittableRandom(7);
    for (Architecture.Convolution c : Architecture.convolutions(SPEC.width())) {
      for (String key : new String[] {"gamma", "beta", "mean", "var"}) {
        INDArray values = graph.getLayer(c.name()).paramTable().get(key);
        for (long i = 0; i < values.length(); i++) {
          values.putScalar(i, 0.5 + random.nextDouble());
        }
      }
    }
    return graph;
  }

  private static INDArray pixels() {
    INDArray array = Nd4j.create(DataType.FLOAT, 2, 96, 96, 3);
    SplittableRandom random = new SplittableRandom(9);
    for (long i = 0; i < array.length(); i++) {
      array.data().put(i, 2 * random.nextDouble() - 1);
    }
    return array;
  }

  @Test
  void saysTheSameAsOursWithTheSameParameters() {
    StockMobileNetV2 stock = new StockMobileNetV2(SPEC, 1);
    stock.copy(ours);
    INDArray[] theirs = stock.output(pixels);
    INDArray[] own = ours.output(false, pixels);
    for (int i = 0; i < own.length; i++) {
      assertThat(own[i].sub(theirs[i]).normmaxNumber().doubleValue()).isLessThanOrEqualTo(1e-4);
    }
  }

  @Test
  void comesBackFromModelSerializerAsItWas(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("network.zip");
    ModelSerializer.writeModel(ours, file.toFile(), true);
    ComputationGraph back = ModelSerializer.restoreComputationGraph(file.toFile(), true);
    assertThat(back.params()).isEqualTo(ours.params());
    assertThat(back.output(false, pixels)[0]).isEqualTo(ours.output(false, pixels)[0]);
  }
}
