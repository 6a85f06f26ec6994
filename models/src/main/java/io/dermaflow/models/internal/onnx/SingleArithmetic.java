package io.dermaflow.models.internal.onnx;

import static io.dermaflow.models.internal.onnx.OnnxGraph.integer;
import static io.dermaflow.models.internal.onnx.OnnxGraph.integers;

import io.dermaflow.models.Scaling;
import io.dermaflow.models.internal.onnx.OnnxExport.Layer;
import java.util.List;

/** Convolutions in single precision. */
final class SingleArithmetic implements OnnxExport.Arithmetic {

  @Override
  public void input(OnnxGraph graph, String pictures, Scaling scaling) {
    // Bytes are a quarter of the floats to move; and a factor a channel is a long run of numbers
    // only channel-first: behind the last axis it takes ten times as long.
    graph.node("Transpose", "pixels_first", List.of(pictures), integers("perm", 0, 3, 1, 2));
    graph.node("Cast", "pixels_float", List.of("pixels_first"), integer("to", 1));
    float[] scale = new float[3];
    float[] shift = new float[3];
    for (int channel = 0; channel < 3; channel++) {
      scale[channel] = scaling.scale(channel);
      shift[channel] = scaling.shift(channel);
    }
    graph.floats("pixel_scale", scale, 3, 1, 1);
    graph.floats("pixel_shift", shift, 3, 1, 1);
    graph.node("Mul", "pixels_scaled", List.of("pixels_float", "pixel_scale"));
    graph.node("Add", OnnxExport.SCALED, List.of("pixels_scaled", "pixel_shift"));
    graph.scalar("clip_low", 0f);
    graph.scalar("clip_high", 6f);
  }

  @Override
  public void convolution(OnnxGraph graph, Layer layer) {
    String name = layer.name();
    graph.floats(
        name + "_w", layer.kernel(), layer.bias().length, layer.in(), layer.side(), layer.side());
    graph.floats(name + "_b", layer.bias(), layer.bias().length);
    String result = layer.relu6() ? name + "_conv" : name;
    graph.node(
        "Conv", result, List.of(layer.input(), name + "_w", name + "_b"), layer.attributes());
    if (layer.relu6()) {
      graph.node("Clip", name, List.of(result, "clip_low", "clip_high"));
    }
  }

  @Override
  public void sum(OnnxGraph graph, String a, String b, String output) {
    graph.node("Add", output, List.of(a, b));
  }

  @Override
  public String floats(OnnxGraph graph, String value) {
    return value;
  }
}
