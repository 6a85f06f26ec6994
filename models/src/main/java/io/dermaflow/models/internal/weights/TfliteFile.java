package io.dermaflow.models.internal.weights;

import io.dermaflow.models.Architecture;
import io.dermaflow.models.Padding;
import io.dermaflow.models.Scaling;
import io.dermaflow.models.internal.weights.FlatBuffer.Table;
import io.dermaflow.models.internal.weights.RawLayer.Order;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A MobileNetV2 in TFLite, single or half precision or 8 bits (value = (stored - zero) × scale, by
 * channel where it says so). BatchNorm is folded in these files. Convolutions are taken in the
 * order of execution; numbers of the schema's fields are those of its public definition.
 */
final class TfliteFile {

  private static final int FLOAT32 = 0;
  private static final int FLOAT16 = 1;
  private static final int INT32 = 2;
  private static final int UINT8 = 3;
  private static final int INT8 = 9;

  private static final int CONV_2D = 3;
  private static final int DEPTHWISE_CONV_2D = 4;
  private static final int DEQUANTIZE = 6;
  private static final int FULLY_CONNECTED = 9;
  private static final int PAD = 34;

  private final Table model;
  private final Table graph;
  private final Map<Integer, Integer> dequantised = new HashMap<>();
  private final Map<Integer, Tensor> padded = new HashMap<>();
  private final List<Table> dense = new ArrayList<>();
  private final List<RawLayer> layers = new ArrayList<>();
  private Tensor @Nullable [] classifier;
  private @Nullable Padding padding;

  TfliteFile(ByteBuffer file) {
    model = new FlatBuffer(file).root();
    graph = model.tableAt(2, 0);
    for (int i = 0; i < graph.length(3); i++) {
      Table operator = graph.tableAt(3, i);
      switch (code(operator)) {
        case DEQUANTIZE -> dequantised.put(operator.integerAt(2, 0), operator.integerAt(1, 0));
        case CONV_2D -> convolution(operator, false);
        case DEPTHWISE_CONV_2D -> convolution(operator, true);
        case FULLY_CONNECTED -> dense.add(operator);
        case PAD -> padded.put(operator.integerAt(2, 0), constant(operator.integerAt(1, 1)));
        default -> {
          // sums, means and the like have no numbers of their own
        }
      }
    }
    if (dense.size() == 1) { // otherwise it is a head of somebody's own
      classifier(dense.get(0));
    }
  }

  List<RawLayer> layers() {
    return layers;
  }

  Tensor @Nullable [] classifier() {
    return classifier;
  }

  /** What the input's quantisation says of the scaling, refused where it is neither usual one. */
  Scaling scaling() {
    Table input = graph.tableAt(0, graph.integerAt(1, 0));
    if (input.has(4) && input.table(4).length(2) > 0) {
      float scale = input.table(4).floatAt(2, 0);
      // The stored number that means 0: the middle of 0..255, or of -128..127.
      double middle = input.octet(1) == INT8 ? -0.5 : 127.5;
      long zero = input.table(4).length(3) > 0 ? input.table(4).longAt(3, 0) : 0;
      if (Math.abs(scale * 127.5 - 1) > 0.02 || Math.abs(zero - middle) > 1) {
        throw new Unfit(
            "%s has scale %s and zero point %d".formatted(input.text(3), scale, zero),
            "about 1/127.5 and %s, as levels from -1 to 1 have".formatted(middle),
            "it was trained with another scaling: state it with --scaling; nothing was stored");
      }
    }
    return Scaling.SIGNED_UNIT;
  }

  private int code(Table operator) {
    Table code = model.tableAt(1, operator.integer(0));
    return Math.max(code.octet(0), code.integer(3));
  }

  private void convolution(Table operator, boolean depthwise) {
    Tensor kernel = constant(operator.integerAt(1, 1));
    Tensor bias = bias(operator, kernel.side(depthwise ? 3 : 0));
    Table options = operator.table(4);
    if (kernel.side(1) == 3) {
      padding(operator, kernel, options.octet(0));
    }
    boolean top = !depthwise && kernel.side(1) == 1 && kernel.side(2) == 1;
    if (layers.size() == Architecture.convolutions(1).size() && top && classifier == null) {
      classifier = dense(kernel.name(), kernel.side(0), kernel.side(3), kernel.values(), bias);
    } else {
      Assembly.requireRoom(layers, kernel);
      Assembly.requireStride(layers.size(), kernel, options.integer(1), 1);
      layers.add(RawLayer.of(kernel, Order.TFLITE, depthwise, bias, null));
    }
  }

  /** SAME, or VALID behind a layer that pads: by 0 and 1 like SAME, or by 1 and 1. */
  private void padding(Table operator, Tensor kernel, int mode) {
    Tensor amounts = padded.get(operator.integerAt(1, 0));
    Padding found = null;
    if (mode == 0 && amounts == null) {
      found = Padding.SAME;
    } else if (mode == 1 && amounts != null && amounts.values().length == 8) {
      float[] by = amounts.values(); // before and after, for pictures, rows, columns, channels
      boolean square = by[2] == by[4] && by[3] == by[5] && by[0] + by[1] + by[6] + by[7] == 0;
      found = !square || by[3] != 1 ? null : by[2] == 0 ? Padding.SAME : Padding.SYMMETRIC;
    }
    boolean strided = operator.table(4).integer(1) == 2;
    if (found == null || (strided && padding != null && padding != found)) {
      throw new Unfit(
          kernel.name() + " is padded otherwise", "SAME, or a PAD of 0 and 1, or of 1 and 1");
    }
    padding = strided ? found : padding;
  }

  /** Of the strided convolutions. */
  Padding padding() {
    return padding == null ? Padding.SAME : padding;
  }

  private void classifier(Table operator) {
    Tensor kernel = constant(operator.integerAt(1, 1));
    Tensor bias = bias(operator, kernel.side(0));
    classifier = dense(kernel.name(), kernel.side(0), kernel.side(1), kernel.values(), bias);
  }

  /** Converters leave out a bias of zeros. */
  private Tensor bias(Table operator, int length) {
    int index = operator.length(1) > 2 ? operator.integerAt(1, 2) : -1;
    return index < 0
        ? new Tensor("no bias", new int[] {length}, new float[length])
        : constant(index);
  }

  private static Tensor[] dense(String name, int out, int in, float[] values, Tensor bias) {
    return new Tensor[] {new Tensor(name, new int[] {out, in}, values), bias};
  }

  private Tensor constant(int index) {
    int source = dequantised.getOrDefault(index, index);
    Table tensor = graph.tableAt(0, source);
    String name = shortName(tensor.text(3));
    long[] shape = new long[Math.min(tensor.length(0), Tensor.MOST_SIDES + 1)];
    for (int i = 0; i < shape.length; i++) {
      shape[i] = tensor.integerAt(0, i);
    }
    int length = Tensor.length(name, shape);
    int type = tensor.octet(1);
    ByteBuffer data = model.tableAt(4, tensor.integer(2)).octets(0);
    int each =
        switch (type) {
          case FLOAT32, INT32 -> 4;
          case FLOAT16 -> 2;
          case UINT8, INT8 -> 1;
          default -> throw new Unfit(name + " has type " + type, "float32, float16, int8 or uint8");
        };
    if (data.capacity() != (long) length * each) {
      throw new Unfit(
          name + " holds " + data.capacity() + " bytes", (long) length * each + " bytes");
    }
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] =
          switch (type) {
            case FLOAT32 -> data.getFloat(4 * i);
            case FLOAT16 -> Numbers.half(data.getShort(2 * i));
            case INT32 -> data.getInt(4 * i);
            case UINT8 -> data.get(i) & 0xFF;
            default -> data.get(i);
          };
    }
    boolean plain = type == INT32 && (!tensor.has(4) || tensor.table(4).length(2) == 0);
    if (type != FLOAT32 && type != FLOAT16 && !plain) {
      dequantise(name, tensor, shape, values);
    }
    return Tensor.of(name, shape, values);
  }

  private static void dequantise(String name, Table tensor, long[] shape, float[] values) {
    if (!tensor.has(4) || tensor.table(4).length(2) == 0) {
      throw new Unfit(name + " has integers without a scale", "a scale");
    }
    Table how = tensor.table(4);
    int scales = how.length(2);
    int dimension = how.integer(6);
    int inner = 1;
    if (scales > 1) {
      if (dimension < 0 || dimension >= shape.length || shape[dimension] != scales) {
        throw new Unfit(
            "%s has %d scales for dimension %d of %s"
                .formatted(name, scales, dimension, Arrays.toString(shape)),
            "one a channel");
      }
      for (int i = dimension + 1; i < shape.length; i++) {
        inner *= (int) shape[i];
      }
    }
    for (int i = 0; i < values.length; i++) {
      int channel = scales == 1 ? 0 : i / inner % scales;
      long zero = how.length(3) == 0 ? 0 : how.longAt(3, Math.min(channel, how.length(3) - 1));
      values[i] = (values[i] - zero) * how.floatAt(2, channel);
    }
  }

  /** Converters join the names of all that was merged into one tensor. */
  private static String shortName(String name) {
    int end = name.indexOf(';');
    return end < 0 ? name : name.substring(0, end);
  }
}
