package io.dermaflow.models.internal.dl4j;

import io.dermaflow.models.Architecture;
import io.dermaflow.models.Architecture.Convolution;
import io.dermaflow.models.Architecture.Kind;
import io.dermaflow.models.Head;
import io.dermaflow.models.NetworkSpec;
import io.dermaflow.models.Padding;
import io.dermaflow.models.TrainingBatch;
import java.util.Map;
import org.deeplearning4j.nn.conf.CNN2DFormat;
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
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * The same network of DL4J's own layers: what ours is compared with, in tests for its outputs and
 * in benchmarks for its speed. BatchNorm is trained, padding is SAME, and there is no hidden layer.
 */
public final class StockMobileNetV2 {

  private final NetworkSpec spec;
  private final ComputationGraph graph;

  /** A network with random parameters. */
  public StockMobileNetV2(NetworkSpec spec, long seed) {
    if (spec.padding() != Padding.SAME || spec.hidden() > 0) {
      throw new IllegalArgumentException(spec + ", expected padding SAME and no hidden layer");
    }
    // As DL4J comes: all cores for one operation after the other.
    Nd4j.getBackend(); // loads the native library
    NativeOpsHolder.getInstance()
        .getDeviceNativeOps()
        .setOmpNumThreads(Runtime.getRuntime().availableProcessors());
    this.spec = spec;
    this.graph = new ComputationGraph(builder(spec, seed).build());
    graph.init();
  }

  private static GraphBuilder builder(NetworkSpec spec, long seed) {
    GraphBuilder graph =
        new NeuralNetConfiguration.Builder()
            .seed(seed)
            .updater(new Adam(1e-4))
            .graphBuilder()
            .addInputs(Architecture.INPUT)
            .setInputTypes(InputType.convolutional(spec.size(), spec.size(), 3, CNN2DFormat.NHWC));
    for (Convolution c : Architecture.convolutions(spec.width())) {
      convolution(graph, c);
    }
    graph.addLayer(
        Architecture.FEATURES,
        new GlobalPoolingLayer.Builder(PoolingType.AVG).build(),
        Architecture.convolutions(spec.width()).get(lastIndex(spec)).output());
    for (Head head : spec.heads()) {
      graph.addLayer(
          head.key(),
          new OutputLayer.Builder(head.multiLabel() ? LossFunction.XENT : LossFunction.MCXENT)
              .activation(head.multiLabel() ? Activation.SIGMOID : Activation.SOFTMAX)
              .nOut(head.size())
              .build(),
          Architecture.FEATURES);
    }
    return graph.setOutputs(spec.heads().stream().map(Head::key).toArray(String[]::new));
  }

  private static int lastIndex(NetworkSpec spec) {
    return Architecture.convolutions(spec.width()).size() - 1;
  }

  private static void convolution(GraphBuilder graph, Convolution c) {
    String norm = c.relu6() ? c.name() + "_norm" : c.name();
    int side = c.kind() == Kind.POINTWISE ? 1 : 3;
    graph.addLayer(
        c.name() + "_conv",
        c.kind() == Kind.DEPTHWISE
            ? common(
                    new DepthwiseConvolution2D.Builder()
                        .depthMultiplier(1)
                        .kernelSize(side, side)
                        .dataFormat(CNN2DFormat.NHWC),
                    c)
                .build()
            : common(new ConvolutionLayer.Builder(side, side).dataFormat(CNN2DFormat.NHWC), c)
                .build(),
        c.input());
    graph.addLayer(
        norm,
        new BatchNormalization.Builder()
            .eps(ConvBlockPass.EPSILON)
            .useLogStd(false)
            .dataFormat(CNN2DFormat.NHWC)
            .build(),
        c.name() + "_conv");
    if (c.relu6()) {
      graph.addLayer(c.name(), new ActivationLayer(Activation.RELU6), norm);
    }
    if (!c.residual().isEmpty()) {
      graph.addVertex(
          c.output(), new ElementWiseVertex(ElementWiseVertex.Op.Add), c.name(), c.residual());
    }
  }

  private static <T extends ConvolutionLayer.BaseConvBuilder<T>> T common(
      T builder, Convolution c) {
    return builder
        .stride(c.stride(), c.stride())
        .convolutionMode(ConvolutionMode.Same)
        .hasBias(false)
        .activation(Activation.IDENTITY)
        .nOut(c.channels());
  }

  /** Takes over the parameters of our network. */
  void copy(ComputationGraph ours) {
    for (Convolution c : Architecture.convolutions(spec.width())) {
      Map<String, INDArray> from = ours.getLayer(c.name()).paramTable();
      INDArray kernel = from.get(ConvBlockParams.KERNEL);
      INDArray to = graph.getLayer(c.name() + "_conv").paramTable().get("W");
      to.assign(
          switch (c.kind()) {
            case STEM -> kernel.reshape('c', 3, 3, 3, c.channels()).permute(3, 2, 0, 1);
            case POINTWISE ->
                kernel.reshape('c', 1, 1, kernel.size(0), c.channels()).permute(3, 2, 0, 1);
            case DEPTHWISE -> kernel.reshape(to.shape());
          });
      Map<String, INDArray> norm =
          graph.getLayer(c.relu6() ? c.name() + "_norm" : c.name()).paramTable();
      for (String key :
          new String[] {
            ConvBlockParams.GAMMA,
            ConvBlockParams.BETA,
            ConvBlockParams.MEAN,
            ConvBlockParams.VARIANCE
          }) {
        norm.get(key).assign(from.get(key));
      }
    }
    for (Head head : spec.heads()) {
      ours.getLayer(head.key())
          .paramTable()
          .forEach((key, value) -> graph.getLayer(head.key()).paramTable().get(key).assign(value));
    }
  }

  /** Probabilities by head, {@code [N, head.size()]}. */
  INDArray[] output(INDArray pixels) {
    return graph.output(false, pixels);
  }

  /** Forward only. */
  public void predict(TrainingBatch batch) {
    graph.output(false, pixels(batch));
  }

  /** One step. */
  public void fit(TrainingBatch batch) {
    INDArray[] labels = new INDArray[spec.heads().size()];
    for (int i = 0; i < labels.length; i++) {
      Head head = spec.heads().get(i);
      float[] values = batch.labels().getOrDefault(head, new float[0]);
      labels[i] = Nd4j.createFromArray(values).reshape('c', batch.count(), head.size());
    }
    graph.fit(new INDArray[] {pixels(batch)}, labels);
  }

  private INDArray pixels(TrainingBatch batch) {
    byte[] rgb = ((TrainingBatch.Pixels) batch.input()).rgb();
    float[] values = new float[rgb.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (rgb[i] & 0xFF) / 127.5f - 1f;
    }
    INDArray array = Nd4j.create(DataType.FLOAT, batch.count(), spec.size(), spec.size(), 3);
    Tiles.buffer(array).put(0, values);
    return array;
  }
}
