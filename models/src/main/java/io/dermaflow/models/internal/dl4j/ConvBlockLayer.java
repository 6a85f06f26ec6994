package io.dermaflow.models.internal.dl4j;

import io.dermaflow.models.Architecture;
import java.util.LinkedHashMap;
import java.util.Map;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.BaseLayer;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A {@link ConvBlock} as DL4J calls it. The work is done by a {@link ConvBlockPass} a batch size,
 * which {@link GraphPass} uses directly.
 *
 * <p>What {@link #activate} and {@link #backpropGradient} return is overwritten by the next call,
 * which suits a graph that runs forward and backward in turn. A layer belongs to one thread at a
 * time.
 */
final class ConvBlockLayer extends BaseLayer<ConvBlock> {

  private static final int SIZES_KEPT = 3;

  private final transient Tiles tiles = new Tiles();
  private final transient Map<Integer, Sized> sizes =
      new LinkedHashMap<>(8, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, Sized> eldest) {
          boolean many = size() > SIZES_KEPT;
          if (many) {
            eldest.getValue().pass().close();
          }
          return many;
        }
      };

  /** A pass and what DL4J's way of calling needs in addition. */
  private record Sized(ConvBlockPass pass, INDArray inputGradient) {}

  ConvBlockLayer(NeuralNetConfiguration conf, DataType dataType) {
    super(conf, dataType);
  }

  /** A new pass over this layer's parameters. */
  ConvBlockPass pass(int pictures, int side, Tiles shared) {
    return new ConvBlockPass(
        layerConf(), Geometry.of(layerConf(), pictures, side), paramTable(), shared);
  }

  private Sized sized() {
    int pictures = (int) input.size(0);
    return sizes.computeIfAbsent(
        pictures,
        n -> {
          ConvBlockPass pass = pass(n, (int) input.size(1), tiles);
          boolean stem = layerConf().kind() == Architecture.Kind.STEM;
          return new Sized(pass, ConvKernel.floats(stem ? new long[] {1} : input.shape()));
        });
  }

  @Override
  public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
    assertInputSet(false);
    ConvBlockPass pass = sized().pass();
    pass.forward(input, training);
    return pass.out();
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
    Sized own = sized();
    // The same gradient may go to another branch too: work on a copy.
    INDArray gradient = epsilon.dup('c');
    gradientViews.values().forEach(view -> view.assign(0));
    boolean stem = layerConf().kind() == Architecture.Kind.STEM;
    INDArray below = stem ? null : own.inputGradient();
    own.pass().backward(input, gradient, gradientViews, below, false, 1);
    Gradient result = new DefaultGradient(gradientsFlattened);
    gradientViews.forEach(result::setGradientFor);
    return Pair.of(result, below);
  }

  @Override
  public boolean updaterDivideByMinibatch(String param) {
    return !ConvBlockParams.isStatistic(param);
  }

  @Override
  public boolean isPretrainLayer() {
    return false;
  }

  @Override
  public void clearNoiseWeightParams() {}
}
