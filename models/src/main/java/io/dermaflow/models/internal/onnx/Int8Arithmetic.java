package io.dermaflow.models.internal.onnx;

import static io.dermaflow.models.internal.onnx.OnnxGraph.integer;
import static io.dermaflow.models.internal.onnx.OnnxGraph.integers;

import io.dermaflow.models.Scaling;
import io.dermaflow.models.internal.onnx.OnnxExport.Layer;
import java.util.List;
import java.util.Map;

/**
 * Convolutions between QuantizeLinear and DequantizeLinear (QDQ), which ONNX Runtime joins to
 * integer ones. Weights are symmetric int8 by output channel, activations uint8 with one scale a
 * value, biases int32; ReLU6 needs no node, the range does it (Jacob et al., 2018).
 */
final class Int8Arithmetic implements OnnxExport.Arithmetic {

  private static final float MOST_BIAS = 1 << 30;

  private final Map<String, Range> ranges;
  private Scaling scaling = Scaling.SIGNED_UNIT;

  /** Of (level - zero) / 127.5. */
  private Range levels = levels(128);

  /**
   * @param low smallest level of a value, at most 0
   * @param high largest, at least 0
   */
  record Range(float low, float high) {

    Range {
      low = Math.min(low, 0);
      high = Math.max(Math.max(high, 0), low + 1e-6f);
    }

    float scale() {
      return (high - low) / 255;
    }

    int zero() {
      return Math.max(0, Math.min(255, Math.round(-low / scale())));
    }
  }

  Int8Arithmetic(Map<String, Range> ranges) {
    this.ranges = ranges;
  }

  private Range range(String value) {
    if (value.equals(OnnxExport.SCALED)) {
      return levels;
    }
    Range range = ranges.get(value);
    if (range == null) {
      throw new IllegalStateException("no range was measured for " + value);
    }
    return range;
  }

  private static String read(String value) {
    return value + "_dq";
  }

  private static Range levels(int zero) {
    return new Range(-zero / 127.5f, (255 - zero) / 127.5f);
  }

  /**
   * Levels are the bytes as they come, seen as (level - zero) / 127.5, where zero is the level that
   * the scaling maps to about 0; the first convolution makes up for the rest of the scaling.
   */
  @Override
  public void input(OnnxGraph graph, String pictures, Scaling dialect) {
    scaling = dialect;
    double zero = 0;
    for (int channel = 0; channel < 3; channel++) {
      zero -= dialect.shift(channel) / dialect.scale(channel) / 3;
    }
    levels = levels((int) Math.round(zero));
    String value = OnnxExport.SCALED;
    graph.node("Transpose", value + "_q", List.of(pictures), integers("perm", 0, 3, 1, 2));
    graph.scalar(value + "_scale", levels.scale());
    graph.bytes(value + "_zero", false, new byte[] {(byte) levels.zero()});
    graph.node(
        "DequantizeLinear", read(value), List.of(value + "_q", value + "_scale", value + "_zero"));
  }

  /**
   * The first convolution for (level - zero) / 127.5: a channel's kernel times 127.5 times its
   * scale, and in the bias what a level of zero gives. At the border, where padding now means that
   * level, this is off by what the level gives: 0.004, or with ImageNet's means up to 0.2.
   */
  private Layer rescaled(Layer layer) {
    int taps = layer.side() * layer.side();
    int each = layer.in() * taps;
    float[] kernel = layer.kernel().clone();
    float[] bias = layer.bias().clone();
    for (int o = 0; o < bias.length; o++) {
      for (int channel = 0; channel < layer.in(); channel++) {
        double scale = scaling.scale(channel);
        double middle = levels.zero() * scale + scaling.shift(channel);
        for (int t = 0; t < taps; t++) {
          int at = o * each + channel * taps + t;
          bias[o] += (float) (kernel[at] * middle);
          kernel[at] *= (float) (127.5 * scale);
        }
      }
    }
    return new Layer(
        layer.name(),
        layer.input(),
        layer.relu6(),
        kernel,
        bias,
        layer.in(),
        layer.side(),
        layer.attributes());
  }

  /** From floats to what is read of the value further up. */
  private void quantise(OnnxGraph graph, String value) {
    Range range = range(value);
    graph.scalar(value + "_scale", range.scale());
    graph.bytes(value + "_zero", false, new byte[] {(byte) range.zero()});
    List<String> how = List.of(value + "_scale", value + "_zero");
    graph.node("QuantizeLinear", value + "_q", List.of(value, how.get(0), how.get(1)));
    graph.node("DequantizeLinear", read(value), List.of(value + "_q", how.get(0), how.get(1)));
  }

  @Override
  public void convolution(OnnxGraph graph, Layer given) {
    Layer layer = given.input().equals(OnnxExport.SCALED) ? rescaled(given) : given;
    String name = layer.name();
    int out = layer.bias().length;
    int each = layer.kernel().length / out;
    float inputScale = range(layer.input()).scale();
    byte[] weights = new byte[layer.kernel().length];
    float[] scales = new float[out];
    int[] biases = new int[out];
    float[] biasScales = new float[out];
    for (int o = 0; o < out; o++) {
      float largest = 1e-8f;
      for (int i = 0; i < each; i++) {
        largest = Math.max(largest, Math.abs(layer.kernel()[o * each + i]));
      }
      // A channel of zeros still has a bias, which has to fit into 31 bits of its scale.
      scales[o] = Math.max(largest / 127, Math.abs(layer.bias()[o]) / (MOST_BIAS * inputScale));
      for (int i = 0; i < each; i++) {
        weights[o * each + i] = (byte) Math.round(layer.kernel()[o * each + i] / scales[o]);
      }
      biasScales[o] = scales[o] * inputScale;
      biases[o] = (int) Math.round((double) layer.bias()[o] / biasScales[o]);
    }
    graph.bytes(name + "_w", true, weights, out, layer.in(), layer.side(), layer.side());
    graph.floats(name + "_w_scale", scales, out);
    graph.bytes(name + "_w_zero", true, new byte[out], out);
    graph.node(
        "DequantizeLinear",
        name + "_w_dq",
        List.of(name + "_w", name + "_w_scale", name + "_w_zero"),
        integer("axis", 0));
    graph.integers(name + "_b", biases, out);
    graph.floats(name + "_b_scale", biasScales, out);
    graph.integers(name + "_b_zero", new int[out], out);
    graph.node(
        "DequantizeLinear",
        name + "_b_dq",
        List.of(name + "_b", name + "_b_scale", name + "_b_zero"),
        integer("axis", 0));
    graph.node(
        "Conv",
        name,
        List.of(read(layer.input()), name + "_w_dq", name + "_b_dq"),
        layer.attributes());
    quantise(graph, name);
  }

  @Override
  public void sum(OnnxGraph graph, String a, String b, String output) {
    graph.node("Add", output, List.of(read(a), read(b)));
    quantise(graph, output);
  }

  @Override
  public String floats(OnnxGraph graph, String value) {
    return read(value);
  }
}
