package io.dermaflow.models;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import onnx.Onnx;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.GraphProto;
import onnx.Onnx.ModelProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.TensorProto;
import onnx.Onnx.TensorProto.DataType;
import onnx.Onnx.TensorShapeProto;
import onnx.Onnx.TypeProto;
import onnx.Onnx.ValueInfoProto;
import org.nd4j.shade.protobuf.ByteString;

/**
 * A file with the input and the outputs of RFB-320 whose answers are constants; but it sees no face
 * where the first pixel of its input is white. Like the real file, it lists its weights among the
 * inputs.
 */
public final class TestFaceModel {

  private final float[] scores;
  private final float[] boxes;
  private GraphProto.Builder graph = GraphProto.newBuilder();

  /** Of 4420 priors. */
  public TestFaceModel() {
    this(4420);
  }

  public TestFaceModel(int priors) {
    scores = new float[2 * priors];
    boxes = new float[4 * priors];
  }

  /** Boxes everywhere, corners that lie as they should: such a file needs no priors. */
  public TestFaceModel withCorners() {
    for (int i = 0; i < boxes.length; i += 4) {
      boxes[i + 2] = 1;
      boxes[i + 3] = 1;
    }
    return this;
  }

  /**
   * Another file, for frames of any size: it sees a face in each cell of a grid whose first pixel
   * is white, of twice the cell's side.
   *
   * @param stride of the grid, pixels: 16, 32 or 64
   */
  public static byte[] ofPixels(int stride) {
    TestFaceModel model = new TestFaceModel();
    model.graph = GraphProto.newBuilder().setName("faces");
    model.graph.addInput(value("input", DataType.FLOAT, 1, 3, 240, 320));
    model.constants("of_two", 1, -1, 2);
    model.constants("of_four", 1, -1, 4);
    int[][] grids = {{8, 3}, {16, 2}, {32, 2}, {64, 3}};
    for (int[] grid : grids) {
      model.cells("logits", grid[0], grid[1], 2, grid[0] == stride);
      model.cells("offsets", grid[0], grid[1], 4, false);
    }
    model.concatenation("logits");
    model.concatenation("offsets");
    model.graph.addNode(
        NodeProto.newBuilder()
            .setOpType("Softmax")
            .setName("scores")
            .addInput("logits")
            .addOutput("scores")
            .addAttribute(integer("axis", 2)));
    model.node("Identity", "boxes", "offsets");
    model.graph.addOutput(value("scores", DataType.FLOAT, 1, 4420, 2));
    model.graph.addOutput(value("boxes", DataType.FLOAT, 1, 4420, 4));
    return model.file();
  }

  /** Numbers of the priors of a grid's cells: of the cell's first pixel, or always the same. */
  private void cells(String output, int stride, int priors, int numbers, boolean looks) {
    String name = output + stride;
    int channels = priors * numbers;
    float[] kernel = new float[channels * 3];
    float[] bias = new float[channels];
    for (int prior = 0; prior < priors && numbers == 2; prior++) {
      int face = prior * numbers + 1;
      kernel[face * 3] = looks && prior == 0 ? 20 : 0;
      bias[face] = -10;
    }
    floats(name + "_kernel", kernel, channels, 3, 1, 1);
    floats(name + "_bias", bias, channels);
    graph.addNode(
        NodeProto.newBuilder()
            .setOpType("Conv")
            .setName(name + "_conv")
            .addAllInput(Arrays.asList("input", name + "_kernel", name + "_bias"))
            .addOutput(name + "_conv")
            .addAttribute(integers("kernel_shape", 1, 1))
            .addAttribute(integers("strides", stride, stride)));
    graph.addNode(
        NodeProto.newBuilder()
            .setOpType("Transpose")
            .setName(name + "_last")
            .addInput(name + "_conv")
            .addOutput(name + "_last")
            .addAttribute(integers("perm", 0, 2, 3, 1)));
    node("Reshape", name, name + "_last", numbers == 2 ? "of_two" : "of_four");
  }

  private void concatenation(String name) {
    graph.addNode(
        NodeProto.newBuilder()
            .setOpType("Concat")
            .setName(name)
            .addAllInput(Arrays.asList(name + 8, name + 16, name + 32, name + 64))
            .addOutput(name)
            .addAttribute(integer("axis", 1)));
  }

  private static AttributeProto integer(String name, long value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INT)
        .setI(value)
        .build();
  }

  private static AttributeProto.Builder integers(String name, int... values) {
    AttributeProto.Builder attribute =
        AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INTS);
    Arrays.stream(values).forEach(attribute::addInts);
    return attribute;
  }

  /** What it says of a prior. */
  public TestFaceModel says(int prior, double score, double... box) {
    scores[2 * prior] = (float) (1 - score);
    scores[2 * prior + 1] = (float) score;
    for (int i = 0; i < 4; i++) {
      boxes[4 * prior + i] = (float) box[i];
    }
    return this;
  }

  /** The file. */
  public byte[] bytes() {
    int priors = scores.length / 2;
    graph = GraphProto.newBuilder().setName("faces");
    graph.addInput(value("input", DataType.FLOAT, 1, 3, 240, 320));
    constants("from", 0, 0, 0, 0);
    constants("to", 1, 1, 1, 1);
    constants("shape", 1, 1, 1);
    floats("one", new float[] {1}, 1);
    floats("said_scores", scores, 1, priors, 2);
    floats("said_boxes", boxes, 1, priors, 4);
    node("Slice", "first", "input", "from", "to");
    node("Reshape", "level", "first", "shape");
    node("Sub", "dark", "one", "level");
    node("Mul", "scores", "said_scores", "dark");
    node("Identity", "boxes", "said_boxes");
    graph.addOutput(value("scores", DataType.FLOAT, 1, priors, 2));
    graph.addOutput(value("boxes", DataType.FLOAT, 1, priors, 4));
    return file();
  }

  private byte[] file() {
    return ModelProto.newBuilder()
        .setIrVersion(4)
        .addOpsetImport(Onnx.OperatorSetIdProto.newBuilder().setVersion(13))
        .setGraph(graph)
        .build()
        .toByteArray();
  }

  private void node(String type, String output, String... inputs) {
    graph.addNode(
        NodeProto.newBuilder()
            .setOpType(type)
            .setName(output)
            .addAllInput(Arrays.asList(inputs))
            .addOutput(output));
  }

  private void floats(String name, float[] values, long... shape) {
    ByteBuffer raw = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    raw.asFloatBuffer().put(values);
    weights(name, DataType.FLOAT, raw.array(), shape);
  }

  private void constants(String name, long... values) {
    ByteBuffer raw = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    raw.asLongBuffer().put(values);
    weights(name, DataType.INT64, raw.array(), values.length);
  }

  private void weights(String name, DataType type, byte[] raw, long... shape) {
    TensorProto.Builder tensor =
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(type.getNumber())
            .setRawData(ByteString.copyFrom(raw));
    for (long side : shape) {
      tensor.addDims(side);
    }
    graph.addInitializer(tensor);
    graph.addInput(value(name, type, shape));
  }

  private static ValueInfoProto value(String name, DataType type, long... shape) {
    TensorShapeProto.Builder sides = TensorShapeProto.newBuilder();
    for (long side : shape) {
      sides.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(side));
    }
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(
                    TypeProto.Tensor.newBuilder().setElemType(type.getNumber()).setShape(sides)))
        .build();
  }
}
