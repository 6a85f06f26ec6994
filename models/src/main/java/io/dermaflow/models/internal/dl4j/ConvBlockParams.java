package io.dermaflow.models.internal.dl4j;

import io.dermaflow.models.Architecture;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Parameters of a {@link ConvBlock}, one after the other in the flat vector: kernel, gamma, beta,
 * running mean, running variance; or kernel and bias where BatchNorm is folded.
 *
 * <p>Kernel shapes: stem {@code [27, out]} with rows in (row, column, channel) order; pointwise
 * {@code [in, out]}; depthwise {@code [3, 3, channels, 1]}.
 */
final class ConvBlockParams implements ParamInitializer {

  static final ConvBlockParams INSTANCE = new ConvBlockParams();
  static final String KERNEL = "W";
  static final String GAMMA = "gamma";
  static final String BETA = "beta";
  static final String MEAN = "mean";
  static final String VARIANCE = "var";

  static final String BIAS = "b";

  private static final List<String> NORMALISED = List.of(KERNEL, GAMMA, BETA, MEAN, VARIANCE);
  private static final List<String> FOLDED = List.of(KERNEL, BIAS);

  private ConvBlockParams() {}

  static boolean isStatistic(String param) {
    return param.equals(MEAN) || param.equals(VARIANCE);
  }

  private static List<String> keys(ConvBlock block) {
    return block.folded() ? FOLDED : NORMALISED;
  }

  static long[] kernelShape(ConvBlock block) {
    return switch (block.kind()) {
      case STEM -> new long[] {9 * block.getNIn(), block.getNOut()};
      case POINTWISE -> new long[] {block.getNIn(), block.getNOut()};
      case DEPTHWISE -> new long[] {3, 3, block.getNOut(), 1};
    };
  }

  private static long kernelLength(ConvBlock block) {
    long length = 1;
    for (long side : kernelShape(block)) {
      length *= side;
    }
    return length;
  }

  @Override
  public long numParams(NeuralNetConfiguration conf) {
    return numParams(conf.getLayer());
  }

  @Override
  public long numParams(Layer layer) {
    ConvBlock block = (ConvBlock) layer;
    return kernelLength(block) + (keys(block).size() - 1) * block.getNOut();
  }

  @Override
  public List<String> paramKeys(Layer layer) {
    return keys((ConvBlock) layer);
  }

  @Override
  public List<String> weightKeys(Layer layer) {
    return List.of(KERNEL);
  }

  @Override
  public List<String> biasKeys(Layer layer) {
    return ((ConvBlock) layer).folded() ? List.of(BIAS) : List.of();
  }

  @Override
  public boolean isWeightParam(Layer layer, String key) {
    return key.equals(KERNEL);
  }

  @Override
  public boolean isBiasParam(Layer layer, String key) {
    return key.equals(BIAS);
  }

  @Override
  public Map<String, INDArray> init(
      NeuralNetConfiguration conf, INDArray view, boolean initialize) {
    ConvBlock block = (ConvBlock) conf.getLayer();
    Map<String, INDArray> table = split(block, view);
    if (initialize) {
      initialise(conf.getSeed(), block, table);
    }
    for (String key : keys(block)) {
      conf.addVariable(key);
    }
    return table;
  }

  @Override
  public Map<String, INDArray> getGradientsFromFlattened(
      NeuralNetConfiguration conf, INDArray view) {
    return split((ConvBlock) conf.getLayer(), view);
  }

  private static Map<String, INDArray> split(ConvBlock block, INDArray view) {
    INDArray flat = view.reshape(new long[] {view.length()});
    Map<String, INDArray> table = new LinkedHashMap<>();
    long at = kernelLength(block);
    table.put(KERNEL, flat.get(NDArrayIndex.interval(0, at)).reshape('c', kernelShape(block)));
    List<String> keys = keys(block);
    for (String key : keys.subList(1, keys.size())) {
      table.put(
          key,
          flat.get(NDArrayIndex.interval(at, at + block.getNOut()))
              .reshape('c', 1, block.getNOut()));
      at += block.getNOut();
    }
    return table;
  }

  /** He et al. (2015), fan in, normal. The seed and the layer's name decide the values. */
  private static void initialise(long seed, ConvBlock block, Map<String, INDArray> table) {
    INDArray kernel = table.get(KERNEL);
    long fanIn = block.kind() == Architecture.Kind.POINTWISE ? block.getNIn() : 9;
    if (block.kind() == Architecture.Kind.STEM) {
      fanIn = 9 * block.getNIn();
    }
    double deviation = Math.sqrt((block.relu6() ? 2.0 : 1.0) / fanIn);
    SplittableRandom random = new SplittableRandom(seed ^ block.getLayerName().hashCode());
    float[] values = new float[(int) kernel.length()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (deviation * gaussian(random));
    }
    kernel.assign(Nd4j.createFromArray(values).reshape('c', kernel.shape()));
    if (block.folded()) {
      table.get(BIAS).assign(0);
      return;
    }
    table.get(GAMMA).assign(1);
    table.get(BETA).assign(0);
    table.get(MEAN).assign(0);
    table.get(VARIANCE).assign(1);
  }

  /** Box and Muller (1958), with exactly rounded functions: the same on every machine. */
  private static double gaussian(SplittableRandom random) {
    double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - random.nextDouble()));
    return radius * StrictMath.cos(2 * Math.PI * random.nextDouble());
  }
}
