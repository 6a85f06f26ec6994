package io.dermaflow.models.internal.dl4j;

import io.dermaflow.models.Head;
import io.dermaflow.models.NetworkSpec;
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

  private final NetworkSpec spec;
  private final ComputationGraph network;
  private final GraphProto.Builder graph = GraphProto.newBuilder().setName("mobilenetv2");

  OnnxExport(NetworkSpec spec, ComputationGraph network) {
    this.spec = spec;
    this.network = network;
  }

  byte[] bytes() {
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
    int channelsIn = 3;
    for (Convolution c : MobileNetV2.convolutions(spec.width())) {
      convolution(c, channelsIn);
      channelsIn = c.channels();
    }
    node("GlobalAveragePool", "pooled", List.of("top"));
    node("Flatten", MobileNetV2.FEATURES, List.of("pooled"), integer("axis", 1));
    for (Head head : spec.heads()) {
      head(head);
    }
    return ModelProto.newBuilder()
        .setIrVersion(7)
        .setProducerName("dermaflow")
        .addOpsetImport(Onnx.OperatorSetIdProto.newBuilder().setVersion(13))
        .setGraph(graph)
        .build()
        .toByteArray();
  }

  private void convolution(Convolution c, int channelsIn) {
    Map<String, INDArray> params = network.getLayer(c.name()).paramTable();
    float[] gamma = values(params.get(ConvBlockParams.GAMMA));
    float[] beta = values(params.get(ConvBlockParams.BETA));
    float[] mean = values(params.get(ConvBlockParams.MEAN));
    float[] variance = values(params.get(ConvBlockParams.VARIANCE));
    float[] kernel = values(params.get(ConvBlockParams.KERNEL));
    int out = c.channels();
    int taps = c.kind() == Kind.POINTWISE ? 1 : 9;
    int in = c.kind() == Kind.DEPTHWISE ? 1 : channelsIn;
    float[] folded = new float[kernel.length];
    float[] bias = new float[out];
    for (int o = 0; o < out; o++) {
      double scale = gamma[o] / Math.sqrt(variance[o] + ConvBlockLayer.EPSILON);
      bias[o] = (float) (beta[o] - mean[o] * scale);
      // Ours are (tap, in, out); ONNX wants (out, in, tap).
      for (int i = 0; i < in; i++) {
        for (int t = 0; t < taps; t++) {
          folded[(o * in + i) * taps + t] = (float) (kernel[(t * in + i) * out + o] * scale);
        }
      }
    }
    int side = c.kind() == Kind.POINTWISE ? 1 : 3;
    tensor(c.name() + "_w", folded, out, in, side, side);
    tensor(c.name() + "_b", bias, out);
    String result = c.relu6() ? c.name() + "_conv" : c.name();
    String input = c.input().equals(MobileNetV2.INPUT) ? "input" : c.input();
    int begin = side == 1 ? 0 : (c.stride() == 1 ? 1 : 0);
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

  private void head(Head head) {
    Map<String, INDArray> params = network.getLayer(head.key()).paramTable();
    INDArray weights = params.get("W");
    tensor(head.key() + "_w", values(weights), (int) weights.size(0), head.size());
    tensor(head.key() + "_b", values(params.get("b")), head.size());
    String logits = head.key() + "_logits";
    node("Gemm", logits, List.of(MobileNetV2.FEATURES, head.key() + "_w", head.key() + "_b"));
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
