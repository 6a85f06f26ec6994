package io.dermaflow.models.internal.onnx;

import static java.util.stream.Collectors.toSet;

import java.util.List;
import java.util.Set;
import onnx.Onnx.GraphProto;
import onnx.Onnx.ModelProto;
import onnx.Onnx.TensorProto;
import onnx.Onnx.TypeProto;
import onnx.Onnx.ValueInfoProto;
import org.nd4j.shade.protobuf.InvalidProtocolBufferException;

/** The file of a detector that others exported, before it is run. */
final class FaceFile {

  /** From this version of the format on, weights need not be inputs. */
  private static final long WEIGHTS_APART = 4;

  private final ModelProto model;

  /**
   * @throws IllegalArgumentException when it is no whole ONNX file
   */
  FaceFile(byte[] bytes) {
    try {
      model = ModelProto.parseFrom(bytes);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("it is no whole ONNX file: " + e.getMessage(), e);
    }
    for (TensorProto tensor : model.getGraph().getInitializerList()) {
      if (tensor.getDataLocation() == TensorProto.DataLocation.EXTERNAL
          || tensor.getExternalDataCount() > 0) {
        throw new IllegalArgumentException(tensor.getName() + " lies in another file");
      }
    }
  }

  /** How many numbers in single precision it holds. */
  long parameters() {
    return model.getGraph().getInitializerList().stream()
        .filter(tensor -> tensor.getDataType() == TensorProto.DataType.FLOAT.getNumber())
        .mapToLong(tensor -> tensor.getDimsList().stream().reduce(1L, (a, b) -> a * b))
        .sum();
  }

  /**
   * The same network with weights that are constants. Old exporters list them among the inputs,
   * where the runtime can prepare nothing for them: it is half as fast, and warns of each.
   */
  byte[] constant() {
    return with(inputs(), model.getGraph().getOutputList()).toByteArray();
  }

  /**
   * The same for frames of any size: what the file says of sides, and of what follows from them, is
   * left out. Whether the network can do with that is seen when it is run.
   */
  byte[] anySize() {
    List<ValueInfoProto> inputs =
        inputs().stream().map(input -> freed(input, input.getType(), true)).toList();
    List<ValueInfoProto> outputs =
        model.getGraph().getOutputList().stream()
            .map(output -> freed(output, output.getType(), false))
            .toList();
    ModelProto constant = with(inputs, outputs);
    return constant.toBuilder()
        .setGraph(constant.getGraph().toBuilder().clearValueInfo())
        .build()
        .toByteArray();
  }

  /** With last two sides that are free, or without a shape. */
  private static ValueInfoProto freed(ValueInfoProto value, TypeProto type, boolean lastOnly) {
    TypeProto.Tensor.Builder tensor = type.getTensorType().toBuilder();
    int sides = tensor.getShape().getDimCount();
    if (lastOnly && sides > 1) {
      tensor.getShapeBuilder().getDimBuilder(sides - 2).clearDimValue().setDimParam("height");
      tensor.getShapeBuilder().getDimBuilder(sides - 1).clearDimValue().setDimParam("width");
    } else {
      tensor.clearShape();
    }
    return value.toBuilder().setType(type.toBuilder().setTensorType(tensor)).build();
  }

  private List<ValueInfoProto> inputs() {
    Set<String> weights =
        model.getGraph().getInitializerList().stream().map(TensorProto::getName).collect(toSet());
    return model.getGraph().getInputList().stream()
        .filter(input -> !weights.contains(input.getName()))
        .toList();
  }

  private ModelProto with(List<ValueInfoProto> inputs, List<ValueInfoProto> outputs) {
    GraphProto.Builder graph = model.getGraph().toBuilder();
    return model.toBuilder()
        .setIrVersion(Math.max(WEIGHTS_APART, model.getIrVersion()))
        .setGraph(graph.clearInput().addAllInput(inputs).clearOutput().addAllOutput(outputs))
        .build();
  }
}
