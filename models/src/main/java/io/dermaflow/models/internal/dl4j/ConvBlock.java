package io.dermaflow.models.internal.dl4j;

import io.dermaflow.models.Architecture.Kind;
import io.dermaflow.models.Normalisation;
import io.dermaflow.models.Padding;
import java.util.Collection;
import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.nn.conf.memory.MemoryReport;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Configuration of a convolution followed by BatchNorm (or, where that is folded, by a bias) and,
 * where asked, ReLU6, in one layer over channel-last activations. One layer instead of three saves
 * two trips through memory a block, and it calls the operations that are fast on a CPU.
 */
public final class ConvBlock extends FeedForwardLayer {

  @JsonProperty private Kind kind = Kind.POINTWISE;
  @JsonProperty private int stride = 1;
  @JsonProperty private boolean relu6;
  @JsonProperty private Normalisation normalisation = Normalisation.TRAINED;
  @JsonProperty private Padding padding = Padding.SAME;

  @SuppressWarnings("unused") // read back from JSON
  ConvBlock() {}

  private ConvBlock(
      Builder builder,
      Kind kind,
      int stride,
      boolean relu6,
      Normalisation normalisation,
      Padding padding) {
    super(builder);
    this.kind = kind;
    this.stride = stride;
    this.relu6 = relu6;
    this.normalisation = normalisation;
    this.padding = padding;
  }

  static ConvBlock of(
      Kind kind,
      int channelsOut,
      int stride,
      boolean relu6,
      Normalisation normalisation,
      Padding padding) {
    Builder builder = new Builder();
    builder.nOut(channelsOut);
    return new ConvBlock(builder, kind, stride, relu6, normalisation, padding);
  }

  Kind kind() {
    return kind;
  }

  int stride() {
    return stride;
  }

  boolean relu6() {
    return relu6;
  }

  boolean folded() {
    return normalisation == Normalisation.FOLDED;
  }

  Padding padding() {
    return padding;
  }

  @Override
  public Layer instantiate(
      NeuralNetConfiguration conf,
      Collection<TrainingListener> listeners,
      int index,
      INDArray params,
      boolean initialize,
      DataType dataType) {
    ConvBlockLayer layer = new ConvBlockLayer(conf, dataType);
    layer.setListeners(listeners);
    layer.setIndex(index);
    layer.setParamsViewArray(params);
    Map<String, INDArray> table = initializer().init(conf, params, initialize);
    layer.setParamTable(table);
    layer.setConf(conf);
    return layer;
  }

  @Override
  public ParamInitializer initializer() {
    return ConvBlockParams.INSTANCE;
  }

  @Override
  public InputType getOutputType(int index, InputType input) {
    InputType.InputTypeConvolutional in = (InputType.InputTypeConvolutional) input;
    return InputType.convolutional(
        (in.getHeight() + stride - 1) / stride,
        (in.getWidth() + stride - 1) / stride,
        nOut,
        CNN2DFormat.NHWC);
  }

  @Override
  public void setNIn(InputType input, boolean override) {
    nIn = ((InputType.InputTypeConvolutional) input).getChannels();
  }

  @Override
  public InputPreProcessor getPreProcessorForInputType(InputType input) {
    return null;
  }

  /** Running statistics move by what the layer says, whatever the optimiser is. */
  @Override
  public IUpdater getUpdaterByParam(String param) {
    return ConvBlockParams.isStatistic(param) ? new NoOp() : super.getUpdaterByParam(param);
  }

  @Override
  public LayerMemoryReport getMemoryReport(InputType input) {
    InputType output = getOutputType(-1, input);
    return new LayerMemoryReport.Builder(layerName, ConvBlock.class, input, output)
        .standardMemory(initializer().numParams(this), initializer().numParams(this))
        .workingMemory(0, 0, 0, 2 * output.arrayElementsPerExample())
        .cacheMemory(MemoryReport.CACHE_MODE_ALL_ZEROS, MemoryReport.CACHE_MODE_ALL_ZEROS)
        .build();
  }

  /** What DL4J asks of every layer's configuration. */
  private static final class Builder extends FeedForwardLayer.Builder<Builder> {
    @Override
    @SuppressWarnings("unchecked")
    public ConvBlock build() {
      throw new IllegalStateException("use ConvBlock.of");
    }
  }
}
