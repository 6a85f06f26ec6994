package io.dermaflow.models.internal.dl4j;

import io.dermaflow.models.Architecture;
import io.dermaflow.models.Architecture.Convolution;
import io.dermaflow.models.Head;
import io.dermaflow.models.InferenceNetwork;
import io.dermaflow.models.InferenceNetwork.Affine;
import io.dermaflow.models.InferenceNetwork.Output;
import io.dermaflow.models.LearningRate;
import io.dermaflow.models.LogitCorrection;
import io.dermaflow.models.NetworkSpec;
import io.dermaflow.models.Normalisation;
import io.dermaflow.models.PretrainedWeights;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Between a graph's parameters and plain numbers. Both order kernels as (tap, in, out). */
final class Numbers {

  private Numbers() {}

  /** What a graph has learnt. */
  static InferenceNetwork inference(NetworkSpec spec, ComputationGraph graph) {
    Map<String, Affine> convolutions = new HashMap<>();
    for (Convolution c : Architecture.convolutions(spec.width())) {
      convolutions.put(c.name(), folded(graph.getLayer(c.name()).paramTable()));
    }
    List<Output> outputs = new ArrayList<>();
    for (Head head : spec.heads()) {
      outputs.add(new Output(head.key(), dense(graph, head.key()), head.multiLabel()));
    }
    return new InferenceNetwork(
        spec.width(),
        spec.size(),
        Objects.requireNonNull(spec.padding()),
        Objects.requireNonNull(spec.scaling()),
        convolutions,
        spec.hidden() > 0 ? dense(graph, MobileNetV2.HIDDEN) : null,
        outputs,
        spec.mirrored());
  }

  /** kernel × gamma / σ, bias = beta − mean × gamma / σ, with σ² = variance + ε. */
  private static Affine folded(Map<String, INDArray> params) {
    float[] kernel = values(params.get(ConvBlockParams.KERNEL));
    if (params.containsKey(ConvBlockParams.BIAS)) {
      return new Affine(kernel, values(params.get(ConvBlockParams.BIAS)));
    }
    float[] gamma = values(params.get(ConvBlockParams.GAMMA));
    float[] beta = values(params.get(ConvBlockParams.BETA));
    float[] mean = values(params.get(ConvBlockParams.MEAN));
    float[] variance = values(params.get(ConvBlockParams.VARIANCE));
    int out = gamma.length;
    float[] bias = new float[out];
    double[] scale = new double[out];
    for (int o = 0; o < out; o++) {
      scale[o] = gamma[o] / Math.sqrt(variance[o] + ConvBlockPass.EPSILON);
      bias[o] = (float) (beta[o] - mean[o] * scale[o]);
    }
    for (int k = 0; k < kernel.length; k++) {
      kernel[k] = (float) (kernel[k] * scale[k % out]);
    }
    return new Affine(kernel, bias);
  }

  private static Affine dense(ComputationGraph graph, String layer) {
    Map<String, INDArray> params = graph.getLayer(layer).paramTable();
    return new Affine(values(params.get("W")), values(params.get("b")));
  }

  private static float[] values(INDArray array) {
    return array.dup('c').data().asFloat();
  }

  /** A graph of our layers with random numbers, or with pretrained convolutions. */
  static ComputationGraph graph(
      NetworkSpec spec, LearningRate rate, long seed, @Nullable PretrainedWeights weights) {
    if (weights != null) {
      requireFit(spec, weights);
    }
    ComputationGraph graph = new ComputationGraph(MobileNetV2.configuration(spec, rate, seed));
    graph.init();
    if (weights != null) {
      load(graph, weights);
    }
    return graph;
  }

  private static void requireFit(NetworkSpec spec, PretrainedWeights weights) {
    if (spec.normalisation() != Normalisation.FOLDED
        || spec.width() != weights.width()
        || spec.padding() != weights.padding()
        || spec.scaling() != weights.scaling()) {
      throw new IllegalArgumentException(
          "weights of width %s, %s, %s for %s"
              .formatted(weights.width(), weights.padding(), weights.scaling(), spec));
    }
  }

  /** Divides kernel and bias of the heads, and adds the shifts to the bias. */
  static void calibrate(ComputationGraph graph, Map<Head, LogitCorrection> corrections) {
    corrections.forEach(
        (head, correction) -> {
          Map<String, INDArray> parameters = graph.getLayer(head.key()).paramTable();
          parameters.values().forEach(p -> p.muli((float) (1 / correction.temperature())));
          INDArray bias = parameters.get(DefaultParamInitializer.BIAS_KEY);
          for (int k = 0; k < head.size(); k++) {
            bias.putScalar(k, bias.getFloat(k) + correction.shifts().get(k).floatValue());
          }
        });
  }

  /** Gives a graph with folded BatchNorm the convolutions of pretrained weights. */
  private static void load(ComputationGraph graph, PretrainedWeights weights) {
    weights
        .convolutions()
        .forEach(
            (name, numbers) -> {
              Map<String, INDArray> params = graph.getLayer(name).paramTable();
              fill(params.get(ConvBlockParams.KERNEL), numbers.kernel());
              fill(params.get(ConvBlockParams.BIAS), numbers.bias());
            });
  }

  private static void fill(INDArray array, float[] values) {
    if (array.length() != values.length) {
      throw new IllegalArgumentException(
          values.length + " numbers for " + array.shapeInfoToString());
    }
    array.assign(Nd4j.createFromArray(values).reshape('c', array.shape()));
  }
}
