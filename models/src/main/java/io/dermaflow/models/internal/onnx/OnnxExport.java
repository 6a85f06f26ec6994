package io.dermaflow.models.internal.onnx;

import static io.dermaflow.models.internal.onnx.OnnxGraph.integer;
import static io.dermaflow.models.internal.onnx.OnnxGraph.integers;

import io.dermaflow.models.Architecture;
import io.dermaflow.models.Architecture.Convolution;
import io.dermaflow.models.Architecture.Cut;
import io.dermaflow.models.Architecture.Kind;
import io.dermaflow.models.Frozen;
import io.dermaflow.models.InferenceNetwork;
import io.dermaflow.models.InferenceNetwork.Affine;
import io.dermaflow.models.Padding;
import io.dermaflow.models.Scaling;
import java.util.ArrayList;
import java.util.List;
import onnx.Onnx.TensorProto;

/**
 * Writes a network as ONNX. Input {@code pixels}: uint8 {@code [N, size, size, 3]}, red green blue;
 * scaling and the change to channel-first are part of the graph. Outputs by name, {@code [N, k]}
 * probabilities.
 */
final class OnnxExport {

  /** Output of an exported trunk. */
  static final String TRUNK = "trunk";

  /** What the first convolution reads, channel-first. */
  static final String SCALED = "input";

  private static final String MIN = "_min";
  private static final String MAX = "_max";

  private final InferenceNetwork network;
  private final List<Convolution> convolutions;
  private final OnnxGraph graph = new OnnxGraph("mobilenetv2");
  private final Arithmetic arithmetic;

  /** How convolutions and sums are written. */
  interface Arithmetic {

    /** From pictures, channel-last bytes, to what the first convolution reads. */
    void input(OnnxGraph graph, String pictures, Scaling scaling);

    void convolution(OnnxGraph graph, Layer layer);

    /** The sum of a convolution's output and what it skips. */
    void sum(OnnxGraph graph, String a, String b, String output);

    /** Makes floats of a value that the rest of the network reads. */
    String floats(OnnxGraph graph, String value);
  }

  /**
   * A convolution in ONNX's terms.
   *
   * @param name of its result
   * @param input value that it reads
   * @param kernel (out, in, row, column)
   * @param in inputs of one output
   * @param side of the kernel
   * @param attributes of the Conv node
   */
  record Layer(
      String name,
      String input,
      boolean relu6,
      float[] kernel,
      float[] bias,
      int in,
      int side,
      onnx.Onnx.AttributeProto[] attributes) {}

  OnnxExport(InferenceNetwork network, Arithmetic arithmetic) {
    this.network = network;
    this.arithmetic = arithmetic;
    this.convolutions = Architecture.convolutions(network.width());
  }

  static byte[] single(InferenceNetwork network) {
    return with(network, new SingleArithmetic());
  }

  static byte[] with(InferenceNetwork network, Arithmetic arithmetic) {
    OnnxExport export = new OnnxExport(network, arithmetic);
    export.whole();
    return export.graph.bytes();
  }

  /** The part below a cut; output {@code trunk}, channel-last. */
  static byte[] trunk(InferenceNetwork network, Frozen frozen) {
    OnnxExport export = new OnnxExport(network, new SingleArithmetic());
    export.below(Architecture.cut(network.width(), network.size(), frozen));
    return export.graph.bytes();
  }

  /**
   * Outputs {@code <value>_min} and {@code <value>_max}, {@code [N]}, of every value of {@link
   * #quantised}.
   */
  static byte[] ranges(InferenceNetwork network) {
    OnnxExport export = new OnnxExport(network, new SingleArithmetic());
    export.input(false);
    export.stack(export.convolutions);
    for (String value : quantised(network)) {
      export.graph.node(
          "ReduceMin",
          value + MIN,
          List.of(value),
          integers("axes", 1, 2, 3),
          integer("keepdims", 0));
      export.graph.node(
          "ReduceMax",
          value + MAX,
          List.of(value),
          integers("axes", 1, 2, 3),
          integer("keepdims", 0));
      export.graph.output(value + MIN);
      export.graph.output(value + MAX);
    }
    return export.graph.bytes();
  }

  /** Name of the output of {@link #ranges} with a value's smallest or largest level. */
  static String extreme(String value, boolean largest) {
    return value + (largest ? MAX : MIN);
  }

  /** Values that a network with 8-bit activations quantises. */
  static List<String> quantised(InferenceNetwork network) {
    List<String> values = new ArrayList<>();
    for (Convolution c : Architecture.convolutions(network.width())) {
      values.add(c.name());
      if (!c.residual().isEmpty()) {
        values.add(c.output());
      }
    }
    return values;
  }

  private void whole() {
    input(network.mirrored());
    stack(convolutions);
    String top = features(network.mirrored());
    graph.output(Architecture.FEATURES, Architecture.featureCount(network.width()));
    Affine hidden = network.hidden();
    if (hidden != null) {
      dense("hidden", hidden, top, "hidden_linear");
      graph.node("Relu", "hidden", List.of("hidden_linear"));
      top = "hidden";
    }
    for (InferenceNetwork.Output output : network.outputs()) {
      head(output, top);
    }
  }

  private void below(Cut cut) {
    input(false);
    int above = Architecture.convolutionsAbove(network.width(), cut).size();
    stack(convolutions.subList(0, convolutions.size() - above));
    if (cut.name().equals(Architecture.FEATURES)) {
      graph.node("Identity", TRUNK, List.of(features(false)));
      graph.output(TRUNK, cut.channels());
    } else {
      graph.node("Transpose", TRUNK, List.of(cut.name()), integers("perm", 0, 2, 3, 1));
      graph.output(TRUNK, cut.side(), cut.side(), cut.channels());
    }
  }

  /** Pooled; where pictures were doubled, the mean of both. */
  private String features(boolean doubled) {
    graph.node("GlobalAveragePool", "pooled", List.of(arithmetic.floats(graph, "top")));
    String flat = doubled ? "features_both" : Architecture.FEATURES;
    graph.node("Flatten", flat, List.of("pooled"), integer("axis", 1));
    if (doubled) {
      graph.longs("of_both", 2, -1, Architecture.featureCount(network.width()));
      graph.node("Reshape", "features_paired", List.of(flat, "of_both"));
      graph.node(
          "ReduceMean",
          Architecture.FEATURES,
          List.of("features_paired"),
          integers("axes", 0),
          integer("keepdims", 0));
    }
    return Architecture.FEATURES;
  }

  private void stack(List<Convolution> below) {
    int channelsIn = 3;
    for (Convolution c : below) {
      convolution(c, channelsIn);
      channelsIn = c.channels();
    }
  }

  /**
   * @param doubles whether all pictures are followed by their mirror images
   */
  private void input(boolean doubles) {
    int size = network.size();
    graph.input(Architecture.INPUT, TensorProto.DataType.UINT8, size, size, 3);
    String pictures = Architecture.INPUT;
    if (doubles) {
      graph.longs("mirror_from", -1);
      graph.longs("mirror_to", -size - 1);
      graph.longs("mirror_axis", 2);
      graph.longs("mirror_step", -1);
      graph.node(
          "Slice",
          "pixels_mirrored",
          List.of(pictures, "mirror_from", "mirror_to", "mirror_axis", "mirror_step"));
      graph.node("Concat", "pixels_both", List.of(pictures, "pixels_mirrored"), integer("axis", 0));
      pictures = "pixels_both";
    }
    arithmetic.input(graph, pictures, network.scaling());
  }

  private void convolution(Convolution c, int channelsIn) {
    Affine numbers = network.convolution(c.name());
    int out = c.channels();
    int side = c.kind() == Kind.POINTWISE ? 1 : 3;
    int taps = side * side;
    int in = c.kind() == Kind.DEPTHWISE ? 1 : channelsIn;
    float[] kernel = new float[numbers.kernel().length];
    for (int o = 0; o < out; o++) {
      // Ours are (tap, in, out); ONNX wants (out, in, tap).
      for (int i = 0; i < in; i++) {
        for (int t = 0; t < taps; t++) {
          kernel[(o * in + i) * taps + t] = numbers.kernel()[(t * in + i) * out + o];
        }
      }
    }
    int begin = side == 1 || (c.stride() == 2 && network.padding() == Padding.SAME) ? 0 : 1;
    int end = side == 1 ? 0 : 1;
    onnx.Onnx.AttributeProto[] attributes = {
      integers("kernel_shape", side, side),
      integers("strides", c.stride(), c.stride()),
      integers("pads", begin, begin, end, end),
      integer("group", c.kind() == Kind.DEPTHWISE ? out : 1)
    };
    String input = c.input().equals(Architecture.INPUT) ? SCALED : c.input();
    arithmetic.convolution(
        graph, new Layer(c.name(), input, c.relu6(), kernel, numbers.bias(), in, side, attributes));
    if (!c.residual().isEmpty()) {
      arithmetic.sum(graph, c.name(), c.residual(), c.output());
    }
  }

  private void dense(String layer, Affine numbers, String input, String output) {
    int out = numbers.bias().length;
    graph.floats(layer + "_w", numbers.kernel(), numbers.kernel().length / out, out);
    graph.floats(layer + "_b", numbers.bias(), out);
    graph.node("Gemm", output, List.of(input, layer + "_w", layer + "_b"));
  }

  private void head(InferenceNetwork.Output output, String input) {
    String logits = output.name() + "_logits";
    dense(output.name(), output.dense(), input, logits);
    if (output.multiLabel()) {
      graph.node("Sigmoid", output.name(), List.of(logits));
    } else {
      graph.node("Softmax", output.name(), List.of(logits), integer("axis", 1));
    }
    graph.output(output.name(), output.dense().bias().length);
  }
}
