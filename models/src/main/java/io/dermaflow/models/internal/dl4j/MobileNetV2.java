package io.dermaflow.models.internal.dl4j;

import io.dermaflow.models.Architecture;
import io.dermaflow.models.Architecture.Kind;
import io.dermaflow.models.Frozen;
import io.dermaflow.models.Head;
import io.dermaflow.models.LearningRate;
import io.dermaflow.models.NetworkSpec;
import io.dermaflow.models.Normalisation;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossBinaryXENT;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;

/** {@link Architecture} as a graph of our layers, with our heads on top. */
final class MobileNetV2 {

  static final String HIDDEN = "hidden";

  private MobileNetV2() {}

  static ComputationGraphConfiguration configuration(
      NetworkSpec spec, LearningRate rate, long seed) {
    GraphBuilder graph =
        new NeuralNetConfiguration.Builder()
            .seed(seed)
            .weightInit(WeightInit.XAVIER)
            .updater(new Adam(new WarmUpCosine(rate)))
            // Buffers are the layers' own and reused; workspaces would copy them.
            .trainingWorkspaceMode(WorkspaceMode.NONE)
            .inferenceWorkspaceMode(WorkspaceMode.NONE)
            .graphBuilder()
            .addInputs(Architecture.INPUT)
            .setInputTypes(InputType.convolutional(spec.size(), spec.size(), 3, CNN2DFormat.NHWC));
    for (Architecture.Convolution c : Architecture.convolutions(spec.width())) {
      graph.addLayer(
          c.name(),
          ConvBlock.of(
              c.kind(), c.channels(), c.stride(), c.relu6(), spec.normalisation(), spec.padding()),
          c.input());
      if (!c.residual().isEmpty()) {
        graph.addVertex(
            c.output(), new ElementWiseVertex(ElementWiseVertex.Op.Add), c.name(), c.residual());
      }
    }
    graph.addLayer(Architecture.FEATURES, new GlobalAverage(), "top");
    heads(spec, graph);
    return graph.build();
  }

  /** The layers above the features, and the outputs of the graph. */
  static void heads(NetworkSpec spec, GraphBuilder graph) {
    String top = Architecture.FEATURES;
    if (spec.hidden() > 0) {
      top = HIDDEN;
      graph.addLayer(
          HIDDEN,
          new DenseLayer.Builder().activation(Activation.RELU).nOut(spec.hidden()).build(),
          Architecture.FEATURES);
    }
    for (Head head : spec.heads()) {
      graph.addLayer(head.key(), output(head), top);
    }
    graph.setOutputs(spec.heads().stream().map(Head::key).toArray(String[]::new));
  }

  private static OutputLayer output(Head head) {
    return new OutputLayer.Builder(loss(head))
        .activation(head.multiLabel() ? Activation.SIGMOID : Activation.SOFTMAX)
        .nOut(head.size())
        .build();
  }

  private static ILossFunction loss(Head head) {
    INDArray weights = Nd4j.valueArrayOf(new long[] {1, head.size()}, lossWeight(head));
    return head.multiLabel() ? new LossBinaryXENT(weights) : new LossMCXENT(weights);
  }

  /** Cross-entropy, averaged over the labels of a multi-label head; severity counts most. */
  static float lossWeight(Head head) {
    return switch (head) {
      case SEVERITY -> 1.85f;
      case SKIN_TYPE -> 1;
      case CONDITIONS -> 1.2f / head.size();
    };
  }

  /** Floats of the largest array of one picture. */
  static int largestActivation(NetworkSpec spec, Frozen frozen) {
    Architecture.Cut cut = Architecture.cut(spec.width(), spec.size(), frozen);
    int side = cut.side();
    int largest = 1;
    for (Architecture.Convolution c : Architecture.convolutionsAbove(spec.width(), cut)) {
      side = (side + c.stride() - 1) / c.stride();
      largest = Math.max(largest, side * side * c.channels());
    }
    return largest;
  }

  /** Floats that a pass over one picture keeps: activations, and gradients in turn. */
  static long activations(NetworkSpec spec, Frozen frozen) {
    Architecture.Cut cut = Architecture.cut(spec.width(), spec.size(), frozen);
    boolean trained = spec.normalisation() == Normalisation.TRAINED;
    int side = cut.side();
    long all = (long) side * side * cut.channels();
    for (Architecture.Convolution c : Architecture.convolutionsAbove(spec.width(), cut)) {
      int below = side;
      side = (side + c.stride() - 1) / c.stride();
      long out = (long) side * side * c.channels();
      all += trained ? (c.relu6() ? 2 : 3) * out : out;
      if (c.kind() == Kind.DEPTHWISE && c.stride() == 2) {
        all += (long) below * below * c.channels(); // the gradient with zeros between
      }
    }
    return all + 4L * largestActivation(spec, frozen);
  }

  /** Parameters of all layers. */
  static long parameters(NetworkSpec spec) {
    long all = 0;
    int in = 3;
    for (Architecture.Convolution c : Architecture.convolutions(spec.width())) {
      long kernel = (long) c.kernelRows(in) * c.channels();
      all += kernel + (spec.normalisation() == Normalisation.FOLDED ? 1L : 4L) * c.channels();
      in = c.channels();
    }
    int top = in;
    if (spec.hidden() > 0) {
      all += (top + 1L) * spec.hidden();
      top = spec.hidden();
    }
    for (Head head : spec.heads()) {
      all += (top + 1L) * head.size();
    }
    return all;
  }
}
