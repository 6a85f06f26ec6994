package io.dermaflow.models.internal.dl4j;

import java.lang.ref.Reference;
import java.util.Collection;
import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.NoParamLayer;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.nn.conf.memory.MemoryReport;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.AbstractLayer;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Global average pooling over {@code [N, H, W, C]}, giving {@code [N, C]}. */
public final class GlobalAverage extends NoParamLayer {

  @Override
  public Layer instantiate(
      NeuralNetConfiguration conf,
      Collection<TrainingListener> listeners,
      int index,
      INDArray params,
      boolean initialize,
      DataType dataType) {
    Pooling layer = new Pooling(conf, dataType);
    layer.setListeners(listeners);
    layer.setIndex(index);
    layer.setParamsViewArray(params);
    layer.setParamTable(Map.of());
    layer.setConf(conf);
    return layer;
  }

  @Override
  public InputType getOutputType(int index, InputType input) {
    return InputType.feedForward(((InputType.InputTypeConvolutional) input).getChannels());
  }

  @Override
  public InputPreProcessor getPreProcessorForInputType(InputType input) {
    return null;
  }

  @Override
  public LayerMemoryReport getMemoryReport(InputType input) {
    InputType output = getOutputType(-1, input);
    return new LayerMemoryReport.Builder(layerName, GlobalAverage.class, input, output)
        .standardMemory(0, 0)
        .workingMemory(0, 0, 0, output.arrayElementsPerExample())
        .cacheMemory(MemoryReport.CACHE_MODE_ALL_ZEROS, MemoryReport.CACHE_MODE_ALL_ZEROS)
        .build();
  }

  private static final class Pooling extends AbstractLayer<GlobalAverage> {

    private final transient Tiles tiles = new Tiles();

    Pooling(NeuralNetConfiguration conf, DataType dataType) {
      super(conf, dataType);
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
      assertInputSet(false);
      INDArray out = Nd4j.create(DataType.FLOAT, input.size(0), input.size(3));
      tiles.average(
          Tiles.buffer(input),
          (int) input.size(0),
          (int) (input.size(1) * input.size(2)),
          (int) input.size(3),
          Tiles.buffer(out));
      return out;
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(
        INDArray epsilon, LayerWorkspaceMgr workspaces) {
      INDArray in = Nd4j.create(DataType.FLOAT, input.shape());
      INDArray dense = epsilon.dup('c');
      tiles.spread(
          Tiles.buffer(dense),
          (int) input.size(0),
          (int) (input.size(1) * input.size(2)),
          (int) input.size(3),
          Tiles.buffer(in));
      Reference.reachabilityFence(dense); // its buffer does not keep its memory
      return Pair.of(new DefaultGradient(), in);
    }

    @Override
    public boolean isPretrainLayer() {
      return false;
    }

    @Override
    public void clearNoiseWeightParams() {}
  }
}
