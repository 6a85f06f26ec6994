package io.dermaflow.models.internal.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.dermaflow.models.Architecture.Kind;
import io.dermaflow.models.Normalisation;
import io.dermaflow.models.Padding;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Gradients against central differences, along random directions over each parameter. */
class ConvBlockGradientTest {

  private static final int PICTURES = 3;
  private static final int SIDE = 8;

  /** A block in one of its forms. */
  private record Form(
      Kind kind, int stride, boolean relu6, int channelsIn, Normalisation how, Padding padding) {
    int channelsOut() {
      return kind == Kind.DEPTHWISE ? channelsIn : 6;
    }

    ConvBlock block() {
      return ConvBlock.of(kind, channelsOut(), stride, relu6, how, padding);
    }
  }

  static Stream<Form> blocks() {
    return Stream.of(Normalisation.values())
        .flatMap(how -> Stream.of(Padding.values()).flatMap(padding -> blocks(how, padding)));
  }

  private static Stream<Form> blocks(Normalisation how, Padding padding) {
    return Stream.of(
        new Form(Kind.STEM, 2, true, 3, how, padding),
        new Form(Kind.POINTWISE, 1, true, 5, how, padding),
        new Form(Kind.POINTWISE, 1, false, 5, how, padding),
        new Form(Kind.DEPTHWISE, 1, true, 6, how, padding),
        new Form(Kind.DEPTHWISE, 2, true, 6, how, padding),
        new Form(Kind.DEPTHWISE, 2, false, 6, how, padding));
  }

  @ParameterizedTest
  @MethodSource("blocks")
  void agreesWithCentralDifferences(Form form) {
    ComputationGraph graph = graph(form);
    SplittableRandom random = new SplittableRandom(5);
    graph.setInput(0, random(random, PICTURES, SIDE, SIDE, form.channelsIn()));
    INDArray labels = Nd4j.zeros(DataType.FLOAT, PICTURES, 4);
    for (int i = 0; i < PICTURES; i++) {
      labels.putScalar(i, i, 1);
    }
    graph.setLabels(labels);
    graph.computeGradientAndScore();
    for (String layer : new String[] {"below", "block"}) {
      for (String key : learnt(form)) {
        if (layer.equals("below") && form.kind() == Kind.STEM) {
          continue; // a stem passes no gradient on
        }
        graph.computeGradientAndScore();
        INDArray gradient = graph.gradient().gradientForVariable().get(layer + "_" + key).dup('c');
        INDArray parameter = graph.getLayer(layer).paramTable().get(key);
        check(graph, parameter, gradient, random, layer + " " + key);
      }
    }
  }

  /** The median over directions: a direction that crosses a kink of ReLU6 says nothing. */
  private static void check(
      ComputationGraph graph,
      INDArray parameter,
      INDArray gradient,
      SplittableRandom random,
      String what) {
    double[] errors = new double[7];
    for (int i = 0; i < errors.length; i++) {
      INDArray direction = random(random, parameter.shape());
      double analytic = gradient.mul(direction).sumNumber().doubleValue() / PICTURES;
      errors[i] = Double.MAX_VALUE;
      for (double step : new double[] {1e-2, 3e-3, 1e-3}) {
        double up = scoreAt(graph, parameter, direction, step);
        double down = scoreAt(graph, parameter, direction, -step);
        double numeric = (up - down) / (2 * step);
        double error = Math.abs(numeric - analytic) / Math.max(0.02, Math.abs(numeric));
        errors[i] = Math.min(errors[i], error);
      }
    }
    java.util.Arrays.sort(errors);
    assertThat(errors[3]).as("median relative error of %s", what).isLessThan(0.02);
  }

  private static double scoreAt(
      ComputationGraph graph, INDArray parameter, INDArray direction, double step) {
    INDArray before = parameter.dup('c');
    parameter.addi(direction.mul(step));
    graph.computeGradientAndScore();
    double score = graph.score();
    parameter.assign(before);
    return score;
  }

  private static List<String> learnt(Form form) {
    return form.how() == Normalisation.FOLDED ? List.of("W", "b") : List.of("W", "gamma", "beta");
  }

  private static ComputationGraph graph(Form form) {
    var builder =
        new NeuralNetConfiguration.Builder()
            .seed(3)
            .updater(new Sgd(0.1))
            .trainingWorkspaceMode(WorkspaceMode.NONE)
            .inferenceWorkspaceMode(WorkspaceMode.NONE)
            .graphBuilder()
            .addInputs("in")
            .setInputTypes(
                InputType.convolutional(SIDE, SIDE, form.channelsIn(), CNN2DFormat.NHWC));
    boolean stem = form.kind() == Kind.STEM;
    if (!stem) {
      builder.addLayer(
          "below",
          ConvBlock.of(Kind.POINTWISE, form.channelsIn(), 1, false, form.how(), form.padding()),
          "in");
    }
    builder
        .addLayer("block", form.block(), stem ? "in" : "below")
        .addLayer("pool", new GlobalAverage(), "block")
        .addLayer(
            "out",
            new OutputLayer.Builder(LossFunction.MCXENT)
                .activation(Activation.SOFTMAX)
                .nOut(4)
                .build(),
            "pool")
        .setOutputs("out");
    ComputationGraph graph = new ComputationGraph(builder.build());
    graph.init();
    graph.initGradientsView();
    SplittableRandom random = new SplittableRandom(9);
    for (String layer : stem ? new String[] {"block"} : new String[] {"below", "block"}) {
      Map<String, INDArray> table = graph.getLayer(layer).paramTable();
      if (form.how() == Normalisation.FOLDED) {
        table.get("b").addi(random(random, table.get("b").shape()).mul(0.5).add(1));
      } else {
        table.get("gamma").addi(random(random, table.get("gamma").shape()).mul(0.3));
        table.get("beta").addi(random(random, table.get("beta").shape()).mul(0.5).add(1));
      }
    }
    graph.getLayer("out").paramTable().get("W").muli(3);
    return graph;
  }

  private static INDArray random(SplittableRandom random, long... shape) {
    INDArray array = Nd4j.create(DataType.FLOAT, shape);
    for (long i = 0; i < array.length(); i++) {
      array.putScalar(i, 2 * random.nextDouble() - 1);
    }
    return array;
  }
}
