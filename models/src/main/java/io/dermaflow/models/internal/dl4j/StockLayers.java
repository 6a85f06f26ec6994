package io.dermaflow.models.internal.dl4j;

import io.dermaflow.models.Architecture;
import io.dermaflow.models.Architecture.Convolution;
import io.dermaflow.models.Architecture.Cut;
import io.dermaflow.models.Architecture.Kind;
import io.dermaflow.models.Frozen;
import io.dermaflow.models.Head;
import io.dermaflow.models.LearningRate;
import io.dermaflow.models.NetworkSpec;
import io.dermaflow.models.Normalisation;
import io.dermaflow.models.Padding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Adam;

/**
 * {@link Architecture} from a cut upwards in the layers that DL4J comes with, which run on any of
 * its backends, and the way of parameters between these and our layers.
 */
final class StockLayers {

  private final NetworkSpec spec;
  private final Cut cut;
  private final List<Convolution> convolutions;

  StockLayers(NetworkSpec spec, Frozen frozen) {
    this.spec = spec;
    this.cut = Architecture.cut(spec.width(), spec.size(), frozen);
    this.convolutions = Architecture.convolutionsAbove(spec.width(), cut);
  }

  Cut cut() {
    return cut;
  }

  private boolean folded() {
    return spec.normalisation() == Normalisation.FOLDED;
  }

  ComputationGraphConfiguration configuration(LearningRate rate) {
    GraphBuilder graph =
        new NeuralNetConfiguration.Builder()
            .updater(new Adam(new WarmUpCosine(rate)))
            .graphBuilder()
            .addInputs(cut.name())
            .setInputTypes(
                cut.name().equals(Architecture.FEATURES)
                    ? InputType.feedForward(cut.channels())
                    : InputType.convolutional(
                        cut.side(), cut.side(), cut.channels(), CNN2DFormat.NHWC));
    for (Convolution c : convolutions) {
      if (folded()) {
        Activation activation = c.relu6() ? Activation.RELU6 : Activation.IDENTITY;
        graph.addLayer(c.name(), convolution(c, activation), c.input());
      } else {
        normalised(graph, c);
      }
      if (!c.residual().isEmpty()) {
        graph.addVertex(
            c.output(), new ElementWiseVertex(ElementWiseVertex.Op.Add), c.name(), c.residual());
      }
    }
    if (!cut.name().equals(Architecture.FEATURES)) {
      graph.addLayer(
          Architecture.FEATURES, new GlobalPoolingLayer.Builder(PoolingType.AVG).build(), "top");
    }
    MobileNetV2.heads(spec, graph);
    return graph.build();
  }

  private void normalised(GraphBuilder graph, Convolution c) {
    String norm = norm(c);
    graph.addLayer(kernelLayer(c), convolution(c, Activation.IDENTITY), c.input());
    graph.addLayer(
        norm,
        new BatchNormalization.Builder()
            .eps(ConvBlockPass.EPSILON)
            .useLogStd(false)
            .dataFormat(CNN2DFormat.NHWC)
            .build(),
        kernelLayer(c));
    if (c.relu6()) {
      graph.addLayer(c.name(), new ActivationLayer(Activation.RELU6), norm);
    }
  }

  private String kernelLayer(Convolution c) {
    return folded() ? c.name() : c.name() + "_conv";
  }

  private static String norm(Convolution c) {
    return c.relu6() ? c.name() + "_norm" : c.name();
  }

  private Layer convolution(Convolution c, Activation activation) {
    int side = c.kind() == Kind.POINTWISE ? 1 : 3;
    return c.kind() == Kind.DEPTHWISE
        ? common(
                new DepthwiseConvolution2D.Builder()
                    .depthMultiplier(1)
                    .kernelSize(side, side)
                    .dataFormat(CNN2DFormat.NHWC),
                c,
                activation)
            .build()
        : common(
                new ConvolutionLayer.Builder(side, side).dataFormat(CNN2DFormat.NHWC),
                c,
                activation)
            .build();
  }

  private <T extends ConvolutionLayer.BaseConvBuilder<T>> T common(
      T builder, Convolution c, Activation activation) {
    T layer =
        builder
            .stride(c.stride(), c.stride())
            .hasBias(folded())
            .activation(activation)
            .nOut(c.channels());
    if (spec.padding() == Padding.SYMMETRIC && c.kind() != Kind.POINTWISE) {
      return layer.convolutionMode(ConvolutionMode.Truncate).padding(1, 1);
    }
    return layer.convolutionMode(ConvolutionMode.Same);
  }

  /** Two arrays of the same numbers. */
  private record Pair(INDArray ours, INDArray stock, boolean permuted) {}

  private List<Pair> pairs(ComputationGraph ours, ComputationGraph stock) {
    List<Pair> pairs = new ArrayList<>();
    for (Convolution c : convolutions) {
      Map<String, INDArray> own = ours.getLayer(c.name()).paramTable();
      Map<String, INDArray> kernel = stock.getLayer(kernelLayer(c)).paramTable();
      pairs.add(
          new Pair(own.get(ConvBlockParams.KERNEL), kernel.get("W"), c.kind() != Kind.DEPTHWISE));
      Map<String, INDArray> rest = folded() ? kernel : stock.getLayer(norm(c)).paramTable();
      own.forEach(
          (key, values) -> {
            if (!key.equals(ConvBlockParams.KERNEL)) {
              pairs.add(new Pair(values, rest.get(key), false));
            }
          });
    }
    List<String> dense = new ArrayList<>(spec.heads().stream().map(Head::key).toList());
    if (spec.hidden() > 0) {
      dense.add(MobileNetV2.HIDDEN);
    }
    for (String layer : dense) {
      ours.getLayer(layer)
          .paramTable()
          .forEach(
              (key, values) ->
                  pairs.add(new Pair(values, stock.getLayer(layer).paramTable().get(key), false)));
    }
    return pairs;
  }

  /** Gives stock layers the parameters of ours. */
  void toStock(ComputationGraph ours, ComputationGraph stock) {
    for (Pair pair : pairs(ours, stock)) {
      long[] shape = pair.stock().shape();
      // Ours are (row, column, in, out), stock ones (out, in, row, column).
      pair.stock()
          .assign(
              pair.permuted()
                  ? pair.ours()
                      .dup('c')
                      .reshape('c', shape[2], shape[3], shape[1], shape[0])
                      .permute(3, 2, 0, 1)
                  : pair.ours().dup('c').reshape('c', shape));
    }
  }

  /** The way back. */
  void toOurs(ComputationGraph ours, ComputationGraph stock) {
    for (Pair pair : pairs(ours, stock)) {
      INDArray ordered = pair.permuted() ? pair.stock().permute(2, 3, 1, 0) : pair.stock();
      pair.ours().assign(ordered.dup('c').reshape('c', pair.ours().shape()));
    }
  }
}
