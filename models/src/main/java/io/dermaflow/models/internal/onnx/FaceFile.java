package io.dermaflow.models.internal.onnx;

import static java.util.stream.Collectors.toSet;

import java.util.List;
import java.util.Set;
import onnx.Onnx.GraphProto;
import onnx.Onnx.ModelProto;
import onnx.Onnx.TensorProto;
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
    GraphProto graph = model.getGraph();
    Set<String> weights =
        graph.getInitializerList().stream().map(TensorProto::getName).collect(toSet());
    List<ValueInfoProto> inputs =
        graph.getInputList().stream().filter(input -> !weights.contains(input.getName())).toList();
    return model.toBuilder()
        .setIrVersion(Math.max(WEIGHTS_APART, model.getIrVersion()))
        .setGraph(graph.toBuilder().clearInput().addAllInput(inputs))
        .build()
        .toByteArray();
  }
}
