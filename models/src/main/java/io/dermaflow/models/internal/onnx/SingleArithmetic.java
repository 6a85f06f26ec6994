package io.dermaflow.models.internal.onnx;

import io.dermaflow.models.internal.onnx.OnnxExport.Layer;
import java.util.List;

/** Convolutions in single precision. */
final class SingleArithmetic implements OnnxExport.Arithmetic {

  @Override
  public void input(OnnxGraph graph) {
    // floats as they are
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
