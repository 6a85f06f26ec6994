package io.dermaflow.models.internal.dl4j;

import io.dermaflow.models.Frozen;
import io.dermaflow.models.Head;
import io.dermaflow.models.LearningRate;
import io.dermaflow.models.NetworkSpec;
import io.dermaflow.models.Normalisation;
import io.dermaflow.models.internal.dl4j.ConvBlock.Kind;
import java.util.ArrayList;
import java.util.List;
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

/** The architecture of Sandler et al., MobileNetV2 (2018), table 2, with our heads on top. */
final class MobileNetV2 {

  static final String INPUT = "pixels";
  static final String FEATURES = "features";
  static final String HIDDEN = "hidden";

  /** Expansion, channels, repeats, stride of the first. */
  private static final int[][] STAGES = {
    {1, 16, 1, 1},
    {6, 24, 2, 2},
    {6, 32, 3, 2},
    {6, 64, 4, 2},
    {6, 96, 3, 1},
    {6, 160, 3, 2},
    {6, 320, 1, 1}
  };

  private MobileNetV2() {}

  /**
   * A block of the network as a list of convolutions.
   *
   * @param name layer name
   * @param input name of the layer below
   * @param residual name of the layer that is added to the output, or empty
   */
  record Convolution(
      String name,
      String input,
      Kind kind,
      int channels,
      int stride,
      boolean relu6,
      String residual) {

    /** Name under which others read this convolution's result. */
    String output() {
      return residual.isEmpty() ? name : name + "_add";
    }
  }

  /** All convolutions, bottom up. */
  static List<Convolution> convolutions(double width) {
    List<Convolution> all = new ArrayList<>();
    int channels = channels(32 * width);
    all.add(new Convolution("stem", INPUT, Kind.STEM, channels, 2, true, ""));
    String below = "stem";
    int block = 0;
    for (int[] stage : STAGES) {
      for (int repeat = 0; repeat < stage[2]; repeat++) {
        int stride = repeat == 0 ? stage[3] : 1;
        int out = channels(stage[1] * width);
        int expanded = channels * stage[0];
        String name = "block" + block++;
        String from = below;
        if (stage[0] > 1) {
          all.add(new Convolution(name + "_expand", from, Kind.POINTWISE, expanded, 1, true, ""));
          from = name + "_expand";
        }
        all.add(
            new Convolution(name + "_depthwise", from, Kind.DEPTHWISE, expanded, stride, true, ""));
        String residual = stride == 1 && channels == out ? below : "";
        Convolution project =
            new Convolution(
                name + "_project", name + "_depthwise", Kind.POINTWISE, out, 1, false, residual);
        all.add(project);
        below = project.output();
        channels = out;
      }
    }
    all.add(new Convolution("top", below, Kind.POINTWISE, featureCount(width), 1, true, ""));
    return all;
  }

  /** Rounded to a multiple of 8, never more than 10 % down: the reference implementation's rule. */
  static int channels(double wanted) {
    int rounded = Math.max(8, (int) (wanted + 4) / 8 * 8);
    return rounded < 0.9 * wanted ? rounded + 8 : rounded;
  }

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
            .addInputs(INPUT)
            .setInputTypes(InputType.convolutional(spec.size(), spec.size(), 3, CNN2DFormat.NHWC));
    for (Convolution c : convolutions(spec.width())) {
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
    graph.addLayer(FEATURES, new GlobalAverage(), "top");
    String top = FEATURES;
    if (spec.hidden() > 0) {
      top = HIDDEN;
      graph.addLayer(
          HIDDEN,
          new DenseLayer.Builder().activation(Activation.RELU).nOut(spec.hidden()).build(),
          FEATURES);
    }
    for (Head head : spec.heads()) {
      graph.addLayer(head.key(), output(head), top);
    }
    graph.setOutputs(spec.heads().stream().map(Head::key).toArray(String[]::new));
    return graph.build();
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

  /**
   * Where the learning part of a network begins.
   *
   * @param name activations it reads
   * @param side their side, pixels; 1 for features
   * @param channels their channels
   */
  record Cut(String name, int side, int channels) {}

  static Cut cut(NetworkSpec spec, Frozen frozen) {
    return switch (frozen) {
      case NOTHING -> new Cut(INPUT, spec.size(), 3);
      case UP_TO_BLOCK_12 -> cutAt(spec, "block12_project");
      case UP_TO_LAST_EXPANSION -> cutAt(spec, "block16_expand");
      case BASE -> new Cut(FEATURES, 1, featureCount(spec.width()));
    };
  }

  private static Cut cutAt(NetworkSpec spec, String convolution) {
    int side = spec.size();
    for (Convolution c : convolutions(spec.width())) {
      side = (side + c.stride() - 1) / c.stride();
      if (c.name().equals(convolution)) {
        return new Cut(c.output(), side, c.channels());
      }
    }
    throw new IllegalArgumentException("no convolution " + convolution);
  }

  /** The convolutions that learn, bottom up. */
  static List<Convolution> convolutionsAbove(NetworkSpec spec, Cut cut) {
    List<Convolution> all = convolutions(spec.width());
    if (cut.name().equals(FEATURES)) {
      return List.of();
    }
    int first = 0;
    while (!all.get(first).input().equals(cut.name())) {
      first++;
    }
    return all.subList(first, all.size());
  }

  /** Floats of the largest array of one picture. */
  static int largestActivation(NetworkSpec spec, Frozen frozen) {
    Cut cut = cut(spec, frozen);
    int side = cut.side();
    int largest = 1;
    for (Convolution c : convolutionsAbove(spec, cut)) {
      side = (side + c.stride() - 1) / c.stride();
      largest = Math.max(largest, side * side * c.channels());
    }
    return largest;
  }

  /** Floats that a pass over one picture keeps: activations, and gradients in turn. */
  static long activations(NetworkSpec spec, Frozen frozen) {
    Cut cut = cut(spec, frozen);
    boolean trained = spec.normalisation() == Normalisation.TRAINED;
    int side = cut.side();
    long all = (long) side * side * cut.channels();
    for (Convolution c : convolutionsAbove(spec, cut)) {
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
    for (Convolution c : convolutions(spec.width())) {
      long kernel =
          switch (c.kind()) {
            case STEM -> 9L * in * c.channels();
            case POINTWISE -> (long) in * c.channels();
            case DEPTHWISE -> 9L * c.channels();
          };
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

  /** Channels of the base's output. */
  static int featureCount(double width) {
    return width > 1 ? channels(1280 * width) : 1280;
  }
}
