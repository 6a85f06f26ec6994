package io.dermaflow.models.internal.dl4j;

import io.dermaflow.models.Head;
import io.dermaflow.models.NetworkSpec;
import io.dermaflow.models.Padding;
import io.dermaflow.models.internal.dl4j.ConvBlock.Kind;
import io.dermaflow.models.internal.dl4j.MobileNetV2.Convolution;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import onnx.Onnx;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.GraphProto;
import onnx.Onnx.ModelProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.TensorProto;
import onnx.Onnx.TensorShapeProto;
import onnx.Onnx.TypeProto;
import onnx.Onnx.ValueInfoProto;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.protobuf.ByteString;

/**
 * Writes a trained graph as ONNX, opset 13. Input {@code pixels}: uint8 {@code [N, size, size, 3]},
 * red green blue; scaling to [-1, 1] and the change to channel-first are part of the graph.
 * BatchNorm is folded: kernel × gamma/σ, bias = beta − mean × gamma/σ with σ² = variance + ε.
 * Outputs: one a head, {@code [N, head.size()]} probabilities, by the head's key.
 */
final class OnnxExport {

  /** Output of an exported trunk. */
  private static final String TRUNK = "trunk";

  private final NetworkSpec spec;
  private final ComputationGraph network;
  private final GraphProto.Builder graph = GraphProto.newBuilder().setName("mobilenetv2");

  OnnxExport(NetworkSpec spec, ComputationGraph network) {
    this.spec = spec;
    this.network = network;
  }

  /** The whole network. */
  byte[] network() {
    input();
    convolutions(MobileNetV2.convolutions(spec.width()));
    String top = pooled();
    if (spec.hidden() > 0) {
      dense(MobileNetV2.HIDDEN, top, MobileNetV2.HIDDEN + "_linear", spec.hidden());
      node("Relu", MobileNetV2.HIDDEN, List.of(MobileNetV2.HIDDEN + "_linear"));
      top = MobileNetV2.HIDDEN;
    }
    for (Head head : spec.heads()) {
      head(head, top);
    }
    return model();
  }

  /** The part below a cut; output {@code trunk}, channel-last. */
  byte[] trunk(MobileNetV2.Cut cut) {
    input();
    List<Convolution> all = MobileNetV2.convolutions(spec.width());
    convolutions(all.subList(0, all.size() - MobileNetV2.convolutionsAbove(spec, cut).size()));
    if (cut.name().equals(MobileNetV2.FEATURES)) {
      node("Identity", TRUNK, List.of(pooled()));
      graph.addOutput(value(TRUNK, TensorProto.DataType.FLOAT, cut.channels()));
    } else {
      node("Transpose", TRUNK, List.of(cut.name()), integers("perm", 0, 2, 3, 1));
      graph.addOutput(
          value(TRUNK, TensorProto.DataType.FLOAT, cut.side(), cut.side(), cut.channels()));
    }
    return model();
  }

  private String pooled() {
    node("GlobalAveragePool", "pooled", List.of("top"));
    node("Flatten", MobileNetV2.FEATURES, List.of("pooled"), integer("axis", 1));
    return MobileNetV2.FEATURES;
  }

  private byte[] model() {
    return ModelProto.newBuilder()
        .setIrVersion(7)
        .setProducerName("dermaflow")
        .addOpsetImport(Onnx.OperatorSetIdProto.newBuilder().setVersion(13))
        .setGraph(graph)
        .build()
        .toByteArray();
  }

  private void convolutions(List<Convolution> convolutions) {
    int channelsIn = 3;
    for (Convolution c : convolutions) {
      convolution(c, channelsIn);
      channelsIn = c.channels();
    }
  }

  private void input() {
    graph.addInput(
        value(MobileNetV2.INPUT, TensorProto.DataType.UINT8, spec.size(), spec.size(), 3));
    node("Cast", "pixels_float", List.of(MobileNetV2.INPUT), integer("to", 1));
    scalar("pixel_scale", 1 / 127.5f);
    scalar("pixel_one", 1f);
    node("Mul", "pixels_scaled", List.of("pixels_float", "pixel_scale"));
    node("Sub", "pixels_centred", List.of("pixels_scaled", "pixel_one"));
    node("Transpose", "input", List.of("pixels_centred"), integers("perm", 0, 3, 1, 2));
    scalar("clip_low", 0f);
    scalar("clip_high", 6f);
  }

  private void convolution(Convolution c, int channelsIn) {
    Map<String, INDArray> params = network.getLayer(c.name()).paramTable();
    float[] kernel = values(params.get(ConvBlockParams.KERNEL));
    int out = c.channels();
    int taps = c.kind() == Kind.POINTWISE ? 1 : 9;
    int in = c.kind() == Kind.DEPTHWISE ? 1 : channelsIn;
    float[] folded = new float[kernel.length];
    double[] scale = new double[out];
    float[] bias = fold(params, scale);
    for (int o = 0; o < out; o++) {
      // Ours are (tap, in, out); ONNX wants (out, in, tap).
      for (int i = 0; i < in; i++) {
        for (int t = 0; t < taps; t++) {
          folded[(o * in + i) * taps + t] = (float) (kernel[(t * in + i) * out + o] * scale[o]);
        }
      }
    }
    int side = c.kind() == Kind.POINTWISE ? 1 : 3;
    tensor(c.name() + "_w", folded, out, in, side, side);
    tensor(c.name() + "_b", bias, out);
    String result = c.relu6() ? c.name() + "_conv" : c.name();
    String input = c.input().equals(MobileNetV2.INPUT) ? "input" : c.input();
    int begin = side == 1 || (c.stride() == 2 && spec.padding() == Padding.SAME) ? 0 : 1;
    int end = side == 1 ? 0 : 1;
    node(
        "Conv",
        result,
        List.of(input, c.name() + "_w", c.name() + "_b"),
        integers("kernel_shape", side, side),
        integers("strides", c.stride(), c.stride()),
        integers("pads", begin, begin, end, end),
        integer("group", c.kind() == Kind.DEPTHWISE ? out : 1));
    if (c.relu6()) {
      node("Clip", c.name(), List.of(result, "clip_low", "clip_high"));
    }
    if (!c.residual().isEmpty()) {
      node("Add", c.output(), List.of(c.name(), c.residual()));
    }
  }

  /** Bias and, by output channel, the factor of the kernel that stand for BatchNorm. */
  private static float[] fold(Map<String, INDArray> params, double[] scale) {
    if (params.containsKey(ConvBlockParams.BIAS)) {
      java.util.Arrays.fill(scale, 1);
      return values(params.get(ConvBlockParams.BIAS));
    }
    float[] gamma = values(params.get(ConvBlockParams.GAMMA));
    float[] beta = values(params.get(ConvBlockParams.BETA));
    float[] mean = values(params.get(ConvBlockParams.MEAN));
    float[] variance = values(params.get(ConvBlockParams.VARIANCE));
    float[] bias = new float[scale.length];
    for (int o = 0; o < scale.length; o++) {
      scale[o] = gamma[o] / Math.sqrt(variance[o] + ConvBlockPass.EPSILON);
      bias[o] = (float) (beta[o] - mean[o] * scale[o]);
    }
    return bias;
  }

  private void dense(String layer, String input, String output, int size) {
    Map<String, INDArray> params = network.getLayer(layer).paramTable();
    INDArray weights = params.get("W");
    tensor(layer + "_w", values(weights), (int) weights.size(0), size);
    tensor(layer + "_b", values(params.get("b")), size);
    node("Gemm", output, List.of(input, layer + "_w", layer + "_b"));
  }

  private void head(Head head, String input) {
    String logits = head.key() + "_logits";
    dense(head.key(), input, logits, head.size());
    if (head.multiLabel()) {
      node("Sigmoid", head.key(), List.of(logits));
    } else {
      node("Softmax", head.key(), List.of(logits), integer("axis", 1));
    }
    graph.addOutput(value(head.key(), TensorProto.DataType.FLOAT, head.size()));
  }

  private static float[] values(INDArray array) {
    return array.dup('c').data().asFloat();
  }

  private void node(String type, String output, List<String> inputs, AttributeProto... attributes) {
    graph.addNode(
        NodeProto.newBuilder()
            .setOpType(type)
            .setName(output)
            .addAllInput(inputs)
            .addOutput(output)
            .addAllAttribute(List.of(attributes)));
  }

  private static AttributeProto integer(String name, long value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INT)
        .setI(value)
        .build();
  }

  private static AttributeProto integers(String name, long... values) {
    AttributeProto.Builder attribute =
        AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INTS);
    for (long value : values) {
      attribute.addInts(value);
    }
    return attribute.build();
  }

  private void scalar(String name, float value) {
    tensor(name, new float[] {value});
  }

  private void tensor(String name, float[] values, long... shape) {
    ByteBuffer raw = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    raw.asFloatBuffer().put(values);
    TensorProto.Builder tensor =
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(TensorProto.DataType.FLOAT.getNumber())
            .setRawData(ByteString.copyFrom(raw.array()));
    for (long side : shape) {
      tensor.addDims(side);
    }
    graph.addInitializer(tensor);
  }

  private static ValueInfoProto value(String name, TensorProto.DataType type, long... shape) {
    TensorShapeProto.Builder dimensions =
        TensorShapeProto.newBuilder()
            .addDim(TensorShapeProto.Dimension.newBuilder().setDimParam("n"));
    for (long side : shape) {
      dimensions.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(side));
    }
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(
                    TypeProto.Tensor.newBuilder()
                        .setElemType(type.getNumber())
                        .setShape(dimensions)))
        .build();
  }
}
