package io.dermaflow.models.internal.weights;

import static java.util.stream.Collectors.toSet;

import io.dermaflow.models.Padding;
import io.dermaflow.models.internal.weights.RawLayer.BatchNorm;
import io.dermaflow.models.internal.weights.RawLayer.Order;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.GraphProto;
import onnx.Onnx.ModelProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.TensorProto;
import onnx.Onnx.ValueInfoProto;
import org.jspecify.annotations.Nullable;
import org.nd4j.shade.protobuf.InvalidProtocolBufferException;

/**
 * A MobileNetV2 as PyTorch's exporters write it: convolutions in the order of execution, BatchNorm
 * folded or behind them, padding and epsilon in the nodes.
 */
final class OnnxFile {

  private final Map<String, TensorProto> constants = new HashMap<>();
  private final Map<String, NodeProto> readers = new HashMap<>();
  private final List<RawLayer> layers = new ArrayList<>();
  private final List<NodeProto> dense = new ArrayList<>();
  private Tensor @Nullable [] classifier;
  private boolean outFirst;
  private @Nullable Padding padding;
  private double epsilon;

  OnnxFile(ByteBuffer file) {
    GraphProto graph;
    try {
      graph = ModelProto.parseFrom(file).getGraph();
    } catch (InvalidProtocolBufferException e) {
      throw new Unfit("it is no whole ONNX file: " + e.getMessage(), "an ONNX file");
    }
    graph.getInitializerList().forEach(tensor -> constants.put(tensor.getName(), tensor));
    for (NodeProto node : graph.getNodeList()) {
      if (node.getOpType().equals("Constant") && node.getAttributeCount() > 0) {
        constants.put(node.getOutput(0), node.getAttribute(0).getT());
      } else if (node.getOpType().equals("Identity") && constants.containsKey(node.getInput(0))) {
        constants.put(node.getOutput(0), constants.get(node.getInput(0)));
      }
      node.getInputList().forEach(input -> readers.put(input, node));
    }
    for (NodeProto node : graph.getNodeList()) {
      try {
        take(node);
      } catch (IndexOutOfBoundsException e) {
        throw new Unfit(
            "node %s (%s) lacks an input".formatted(node.getName(), node.getOpType()),
            "a whole ONNX file");
      }
    }
    if (dense.size() == 1) { // otherwise it is a head of somebody's own
      classifier(dense.get(0));
    }
    if (layers.isEmpty()) {
      throw new Unfit("it has no convolution", "an ONNX file of a MobileNetV2");
    }
  }

  /** Whether it gives scores and boxes, as detectors of one class do. */
  static boolean detectsFaces(ByteBuffer file) {
    try {
      return ModelProto.parseFrom(file).getGraph().getOutputList().stream()
          .map(ValueInfoProto::getName)
          .collect(toSet())
          .equals(Set.of("scores", "boxes"));
    } catch (InvalidProtocolBufferException e) {
      return false;
    }
  }

  List<RawLayer> layers() {
    return layers;
  }

  Tensor @Nullable [] classifier() {
    return classifier;
  }

  /** Whether the classifier's rows are outputs. */
  boolean outFirst() {
    return outFirst;
  }

  Padding padding() {
    return padding == null ? Padding.SYMMETRIC : padding;
  }

  /** Of the first BatchNorm, 0 when all are folded. */
  double epsilon() {
    return epsilon;
  }

  private void take(NodeProto node) {
    switch (node.getOpType()) {
      case "Conv" -> convolution(node);
      case "Gemm" -> dense.add(node);
      case "QuantizeLinear", "DequantizeLinear", "QLinearConv", "ConvInteger", "Pad" ->
          throw new Unfit(
              "node %s is a %s".formatted(node.getName(), node.getOpType()),
              "a network in single precision whose convolutions pad by themselves");
      default -> {
        // sums, means and the like have no numbers of their own
      }
    }
  }

  private void classifier(NodeProto node) {
    outFirst = integer(node, "transB", 0) == 1;
    Tensor kernel = tensor(node.getInput(1));
    int out = kernel.side(outFirst ? 0 : 1);
    classifier =
        new Tensor[] {
          kernel,
          node.getInputCount() > 2 // exporters leave out a bias of zeros
              ? tensor(node.getInput(2))
              : new Tensor(kernel.name() + " bias", new int[] {out}, new float[out])
        };
  }

  private void convolution(NodeProto node) {
    Tensor kernel = tensor(node.getInput(1));
    boolean depthwise = integer(node, "group", 1) > 1;
    long stride = integerAt(node, "strides", 0, 1);
    if (kernel.side(2) == 3 && stride == 2) {
      padding(node, kernel.name());
    }
    Assembly.requireRoom(layers, kernel);
    Assembly.requireStride(layers.size(), kernel, stride, integerAt(node, "dilations", 0, 1));
    Tensor bias = node.getInputCount() > 2 ? tensor(node.getInput(2)) : null;
    layers.add(RawLayer.of(kernel, Order.TORCH, depthwise, bias, norm(node.getOutput(0))));
  }

  private void padding(NodeProto node, String kernel) {
    boolean same = text(node, "auto_pad").equals("SAME_UPPER");
    long begin = integerAt(node, "pads", 0, 0);
    long end = integerAt(node, "pads", 2, 0);
    Padding found = same || begin == 0 && end == 1 ? Padding.SAME : Padding.SYMMETRIC;
    if (found == Padding.SYMMETRIC && (begin != 1 || end != 1)
        || padding != null && padding != found) {
      throw new Unfit(
          "%s is padded by %d and %d".formatted(kernel, begin, end),
          "0 and 1, or 1 and 1, in all strided convolutions");
    }
    padding = found;
  }

  private @Nullable BatchNorm norm(String output) {
    NodeProto node = readers.get(output);
    if (node == null || !node.getOpType().equals("BatchNormalization")) {
      return null;
    }
    double added =
        node.getAttributeList().stream()
            .filter(a -> a.getName().equals("epsilon"))
            .mapToDouble(AttributeProto::getF)
            .findFirst()
            .orElse(1e-5);
    epsilon = epsilon == 0 ? added : epsilon;
    return new BatchNorm(
        tensor(node.getInput(1)),
        tensor(node.getInput(2)),
        tensor(node.getInput(3)),
        tensor(node.getInput(4)),
        added);
  }

  private Tensor tensor(String name) {
    TensorProto proto = constants.get(name);
    if (proto == null) {
      throw new Unfit(name + " is not a constant of the file", "stored numbers");
    }
    if (proto.getDataLocation() == TensorProto.DataLocation.EXTERNAL
        || proto.getExternalDataCount() > 0) {
      throw new Unfit(
          name + " lies in another file", "all numbers in one file (export without external data)");
    }
    if (proto.getDataType() != TensorProto.DataType.FLOAT.getNumber()) {
      throw new Unfit(
          name + " has type " + TensorProto.DataType.forNumber(proto.getDataType()), "FLOAT");
    }
    long[] sides = proto.getDimsList().stream().mapToLong(Long::longValue).toArray();
    int length = Tensor.length(name, sides);
    float[] values = new float[length];
    ByteBuffer raw =
        proto.getRawData().asReadOnlyByteBuffer().slice().order(ByteOrder.LITTLE_ENDIAN);
    int found = raw.hasRemaining() ? raw.remaining() / 4 : proto.getFloatDataCount();
    if (found != length) {
      throw new Unfit(name + " holds " + found + " numbers", Integer.toString(length));
    }
    for (int i = 0; i < length; i++) {
      values[i] = raw.hasRemaining() ? raw.getFloat(4 * i) : proto.getFloatData(i);
    }
    return Tensor.of(name, sides, values);
  }

  private static long integer(NodeProto node, String attribute, long otherwise) {
    return node.getAttributeList().stream()
        .filter(a -> a.getName().equals(attribute))
        .mapToLong(AttributeProto::getI)
        .findFirst()
        .orElse(otherwise);
  }

  private static long integerAt(NodeProto node, String attribute, int index, long otherwise) {
    return node.getAttributeList().stream()
        .filter(a -> a.getName().equals(attribute) && a.getIntsCount() > index)
        .mapToLong(a -> a.getInts(index))
        .findFirst()
        .orElse(otherwise);
  }

  private static String text(NodeProto node, String attribute) {
    return node.getAttributeList().stream()
        .filter(a -> a.getName().equals(attribute))
        .map(a -> a.getS().toStringUtf8())
        .findFirst()
        .orElse("");
  }
}
