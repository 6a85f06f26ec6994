package io.dermaflow.models.internal.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.dermaflow.models.Architecture;
import io.dermaflow.models.Frozen;
import io.dermaflow.models.Head;
import io.dermaflow.models.LearningRate;
import io.dermaflow.models.NetworkSpec;
import io.dermaflow.models.Normalisation;
import io.dermaflow.models.Padding;
import io.dermaflow.models.Scaling;
import io.dermaflow.models.TestBatches;
import io.dermaflow.models.TrainingBatch;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Our way of driving a graph against DL4J's. */
class GraphPassTest {

  private static final int PICTURES = 6;

  static Stream<NetworkSpec> specs() {
    List<Head> heads = List.of(Head.values());
    return Stream.of(
        new NetworkSpec(0.35, 96, heads),
        new NetworkSpec(
            0.35, 96, heads, Normalisation.TRAINED, Padding.SYMMETRIC, Scaling.IMAGENET, 0),
        new NetworkSpec(
            0.35, 96, heads, Normalisation.FOLDED, Padding.SAME, Scaling.SIGNED_UNIT, 0),
        new NetworkSpec(
            0.5, 128, heads, Normalisation.FOLDED, Padding.SYMMETRIC, Scaling.IMAGENET, 16));
  }

  private static ComputationGraph graph(NetworkSpec spec) {
    ComputationGraph graph =
        new ComputationGraph(MobileNetV2.configuration(spec, new LearningRate(0.01, 1, 10), 11));
    graph.init();
    graph.initGradientsView();
    // Biases away from zero, so that they take part.
    SplittableRandom random = new SplittableRandom(3);
    for (var layer : graph.getLayers()) {
      INDArray bias = layer.paramTable().get("b");
      if (bias != null) {
        for (long i = 0; i < bias.length(); i++) {
          bias.putScalar(i, 0.2 * random.nextDouble());
        }
      }
    }
    return graph;
  }

  private static INDArray pixels(NetworkSpec spec, TrainingBatch batch) {
    byte[] rgb = ((TrainingBatch.Pixels) batch.input()).rgb();
    Scaling scaling = java.util.Objects.requireNonNull(spec.scaling());
    INDArray array = Nd4j.create(DataType.FLOAT, PICTURES, spec.size(), spec.size(), 3);
    for (int i = 0; i < rgb.length; i++) {
      array.data().put(i, (rgb[i] & 255) * scaling.scale(i % 3) + scaling.shift(i % 3));
    }
    return array;
  }

  @ParameterizedTest
  @MethodSource("specs")
  void givesTheLossAndTheGradientsThatDl4jGives(NetworkSpec spec) {
    ComputationGraph graph = graph(spec);
    TrainingBatch batch = TestBatches.of(spec, PICTURES, 2);
    INDArray[] labels = new INDArray[spec.heads().size()];
    for (int i = 0; i < labels.length; i++) {
      Head head = spec.heads().get(i);
      labels[i] = Nd4j.createFromArray(batch.labels().get(head)).reshape(PICTURES, head.size());
    }
    graph.setInput(0, pixels(spec, batch));
    graph.setLabels(labels);
    graph.computeGradientAndScore();
    float[] theirs = graph.getFlattenedGradients().dup().data().asFloat();
    double theirLoss = graph.score() * PICTURES;

    graph.getFlattenedGradients().assign(0);
    HeadMath heads = new HeadMath(graph, spec.heads());
    heads.load();
    double ourLoss = 0;
    // Folded: the same gradients from several passes; BatchNorm asks for all pictures at once.
    int most = spec.normalisation() == Normalisation.FOLDED ? 2 : PICTURES;
    try (GraphPass pass = new GraphPass(spec, graph, heads, new Tiles(), Frozen.NOTHING, most)) {
      for (int at = 0; at < PICTURES; at += most) {
        ourLoss += pass.learn(batch, at, 1);
      }
    }
    heads.store();
    float[] ours = graph.getFlattenedGradients().dup().data().asFloat();

    assertThat(ourLoss).isCloseTo(theirLoss, within(1e-3 * theirLoss));
    assertThat(difference(ours, theirs)).isLessThan(1e-4);
  }

  /** Length of the difference over the length of the second vector. */
  private static double difference(float[] a, float[] b) {
    double squares = 0;
    double length = 0;
    for (int i = 0; i < a.length; i++) {
      squares += Math.pow(a[i] - b[i], 2);
      length += Math.pow(b[i], 2);
    }
    assertThat(length).isPositive();
    return Math.sqrt(squares / length);
  }

  @Test
  void leavesWhatIsFrozenAlone() {
    NetworkSpec spec =
        new NetworkSpec(
            0.35,
            96,
            List.of(Head.SEVERITY),
            Normalisation.FOLDED,
            Padding.SAME,
            Scaling.SIGNED_UNIT,
            0);
    ComputationGraph graph = graph(spec);
    HeadMath heads = new HeadMath(graph, spec.heads());
    for (Frozen frozen : Frozen.values()) {
      graph.getFlattenedGradients().assign(0);
      heads.load();
      try (GraphPass pass = new GraphPass(spec, graph, heads, new Tiles(), frozen, 1)) {
        pass.learn(batch(spec, frozen), 0, 1);
      }
      heads.store();
      assertThat(learns(graph, "severity")).isTrue();
      assertThat(learns(graph, "top")).isEqualTo(frozen != Frozen.BASE);
      assertThat(learns(graph, "block16_depthwise")).isEqualTo(frozen != Frozen.BASE);
      assertThat(learns(graph, "block16_expand"))
          .isEqualTo(frozen != Frozen.BASE && frozen != Frozen.UP_TO_LAST_EXPANSION);
      assertThat(learns(graph, "block12_project"))
          .isEqualTo(frozen.ordinal() < Frozen.UP_TO_BLOCK_12.ordinal());
      assertThat(learns(graph, "block2_project")).isEqualTo(frozen == Frozen.NOTHING);
    }
  }

  private static TrainingBatch batch(NetworkSpec spec, Frozen frozen) {
    TrainingBatch pictures = TestBatches.of(spec, 1, 4);
    if (frozen == Frozen.NOTHING) {
      return pictures;
    }
    Architecture.Cut cut = Architecture.cut(spec.width(), spec.size(), frozen);
    float[] values = new float[cut.side() * cut.side() * cut.channels()];
    SplittableRandom random = new SplittableRandom(8);
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (6 * random.nextDouble());
    }
    return new TrainingBatch(
        1, new TrainingBatch.Activations(values), pictures.labels(), pictures.weights());
  }

  private static boolean learns(ComputationGraph graph, String layer) {
    return GraphPass.gradients(graph.getLayer(layer)).values().stream()
        .anyMatch(g -> g.norm1Number().doubleValue() > 0);
  }
}
