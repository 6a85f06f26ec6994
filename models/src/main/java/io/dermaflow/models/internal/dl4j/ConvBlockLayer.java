package io.dermaflow.models.internal.dl4j;

import java.nio.FloatBuffer;
import java.util.Arrays;
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
import org.nd4j.linalg.factory.Nd4j;

/**
 * Convolution, BatchNorm (Ioffe and Szegedy, 2015) and ReLU6 over {@code [N, H, W, C]}.
 *
 * <p>Arrays are allocated once per batch size and reused: what {@link #activate} and {@link
 * #backpropGradient} return is overwritten by the next call, which suits a graph that runs forward
 * and backward in turn. A layer belongs to one thread at a time.
 */
final class ConvBlockLayer extends BaseLayer<ConvBlock> {

  static final double EPSILON = 1e-3;

  /** Share of the old running statistics that a step keeps. */
  static final double DECAY = 0.95;

  private static final int BUFFERS_KEPT = 3;

  private final transient Tiles tiles = new Tiles();
  private final transient DepthwiseWeightGradient depthwiseGradient = new DepthwiseWeightGradient();
  private final transient Map<Integer, Buffers> buffers =
      new LinkedHashMap<>(8, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, Buffers> eldest) {
          boolean many = size() > BUFFERS_KEPT;
          if (many) {
            eldest.getValue().close();
          }
          return many;
        }
      };
  private transient float[] mean = new float[0];
  private transient float[] inverse = new float[0];
  private transient double statisticsShare = 1;

  ConvBlockLayer(NeuralNetConfiguration conf, DataType dataType) {
    super(conf, dataType);
  }

  /**
   * With several replicas of a network each moves the running statistics by its share only.
   *
   * @param share 1 / number of replicas
   */
  void setStatisticsShare(double share) {
    this.statisticsShare = share;
  }

  @Override
  public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
    assertInputSet(false);
    ConvBlock block = layerConf();
    int channels = (int) block.getNOut();
    Buffers own = buffersFor(block);
    convolve(block, own);
    int pixels = own.pixelsOut();
    if (training) {
      batchStatistics(own, pixels, channels);
    } else {
      runningStatistics(channels);
    }
    float[] gamma = param(ConvBlockParams.GAMMA);
    float[] beta = param(ConvBlockParams.BETA);
    float[] scale = new float[channels];
    float[] shift = new float[channels];
    for (int i = 0; i < channels; i++) {
      scale[i] = gamma[i] * inverse[i];
      shift[i] = beta[i] - mean[i] * scale[i];
    }
    tiles.affine(
        Tiles.buffer(own.z), Tiles.buffer(own.out), pixels, channels, scale, shift, block.relu6());
    return own.out;
  }

  private void convolve(ConvBlock block, Buffers own) {
    INDArray kernel = getParam(ConvBlockParams.KERNEL);
    switch (block.kind()) {
      case STEM -> {
        Tiles.patches3x3Stride2(
            Tiles.buffer(input), own.pictures, own.side, Tiles.buffer(own.patches));
        own.forward.run(own.zMatrix, own.patches, kernel);
      }
      case POINTWISE -> own.forward.run(own.zMatrix, own.matrix(input), kernel);
      case DEPTHWISE -> own.forward.run(own.z, input, kernel);
    }
  }

  private void batchStatistics(Buffers own, int pixels, int channels) {
    double[] sum = new double[channels];
    double[] squares = new double[channels];
    tiles.moments(Tiles.buffer(own.z), pixels, channels, sum, squares);
    mean = new float[channels];
    inverse = new float[channels];
    own.variance = new float[channels];
    for (int i = 0; i < channels; i++) {
      double m = sum[i] / pixels;
      double variance = Math.max(0, squares[i] / pixels - m * m);
      mean[i] = (float) m;
      own.variance[i] = (float) variance;
      inverse[i] = (float) (1 / Math.sqrt(variance + EPSILON));
    }
  }

  private void runningStatistics(int channels) {
    mean = param(ConvBlockParams.MEAN);
    float[] variance = param(ConvBlockParams.VARIANCE);
    inverse = new float[channels];
    for (int i = 0; i < channels; i++) {
      inverse[i] = (float) (1 / Math.sqrt(variance[i] + EPSILON));
    }
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
    ConvBlock block = layerConf();
    int channels = (int) block.getNOut();
    Buffers own = buffersFor(block);
    INDArray gradient = epsilon.ordering() == 'c' && !epsilon.isView() ? epsilon : epsilon.dup('c');
    normGradient(block, own, gradient, channels);
    INDArray kernelGradient = gradientViews.get(ConvBlockParams.KERNEL);
    INDArray kernel = getParam(ConvBlockParams.KERNEL);
    INDArray inputGradient =
        switch (block.kind()) {
          case STEM -> {
            own.weightGradient.run(kernelGradient, own.patches, own.matrix(gradient));
            yield null; // nothing is below the stem
          }
          case POINTWISE -> {
            INDArray g = own.matrix(gradient);
            own.weightGradient.run(kernelGradient, own.matrix(input), g);
            own.inputGradient.run(own.inMatrix, g, kernel);
            yield own.in;
          }
          case DEPTHWISE -> depthwiseGradients(block, own, gradient, kernelGradient, kernel);
        };
    Gradient result = new DefaultGradient(gradientsFlattened);
    gradientViews.forEach(result::setGradientFor);
    return Pair.of(result, inputGradient);
  }

  /** Replaces the gradient of the output by that of the convolution. */
  private void normGradient(ConvBlock block, Buffers own, INDArray gradient, int channels) {
    int pixels = own.pixelsOut();
    double[] sumG = new double[channels];
    double[] sumGz = new double[channels];
    FloatBuffer g = Tiles.buffer(gradient);
    FloatBuffer z = Tiles.buffer(own.z);
    tiles.maskAndSum(
        g, Tiles.buffer(own.out), z, pixels, channels, mean, inverse, block.relu6(), sumG, sumGz);
    float[] gamma = param(ConvBlockParams.GAMMA);
    float[] k = new float[channels];
    float[] kz = new float[channels];
    float[] k0 = new float[channels];
    for (int i = 0; i < channels; i++) {
      double factor = gamma[i] * inverse[i];
      double slope = inverse[i] * sumGz[i] / pixels;
      k[i] = (float) factor;
      kz[i] = (float) (-factor * slope);
      k0[i] = (float) (factor * (mean[i] * slope - sumG[i] / pixels));
    }
    tiles.combine(g, z, pixels, channels, k, kz, k0);
    put(ConvBlockParams.GAMMA, sumGz);
    put(ConvBlockParams.BETA, sumG);
    moveStatistics(own, channels);
  }

  /**
   * The optimiser subtracts: a step of (old − new) × (1 − decay) moves the running value to new.
   */
  private void moveStatistics(Buffers own, int channels) {
    double step = (1 - DECAY) * statisticsShare;
    float[] runningMean = param(ConvBlockParams.MEAN);
    float[] runningVariance = param(ConvBlockParams.VARIANCE);
    double[] meanStep = new double[channels];
    double[] varianceStep = new double[channels];
    for (int i = 0; i < channels; i++) {
      meanStep[i] = (runningMean[i] - mean[i]) * step;
      varianceStep[i] = (runningVariance[i] - own.variance[i]) * step;
    }
    put(ConvBlockParams.MEAN, meanStep);
    put(ConvBlockParams.VARIANCE, varianceStep);
  }

  private INDArray depthwiseGradients(
      ConvBlock block, Buffers own, INDArray gradient, INDArray kernelGradient, INDArray kernel) {
    int channels = (int) block.getNOut();
    float[] sums = new float[9 * channels];
    depthwiseGradient.add(
        Tiles.buffer(input),
        Tiles.buffer(gradient),
        own.pictures,
        own.side,
        channels,
        block.stride(),
        sums);
    writeView(kernelGradient, sums);
    own.flip(kernel, channels);
    INDArray source = gradient;
    if (block.stride() == 2) {
      Tiles.zeroInsert(
          Tiles.buffer(gradient), own.pictures, own.side / 2, channels, Tiles.buffer(own.patches));
      source = own.patches;
    }
    own.inputGradient.run(own.in, source, own.flipped);
    return own.in;
  }

  private float[] param(String key) {
    INDArray view = getParam(key);
    float[] values = new float[(int) view.length()];
    Tiles.buffer(view).get(values);
    return values;
  }

  private void put(String key, double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      floats[i] = (float) values[i];
    }
    writeView(gradientViews.get(key), floats);
  }

  private static void writeView(INDArray view, float[] values) {
    Tiles.buffer(view).put(values);
  }

  /** Training and evaluation have their batch sizes, and either may end with a smaller one. */
  private Buffers buffersFor(ConvBlock block) {
    int pictures = (int) input.size(0);
    Buffers own = buffers.get(pictures);
    if (own == null) {
      own = new Buffers(block, pictures, (int) input.size(1));
      buffers.put(pictures, own);
    }
    return own;
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

  /** Everything a layer writes to, for one batch size. */
  private static final class Buffers {
    final int pictures;
    final int side;
    final int sideOut;
    final INDArray z;
    final INDArray zMatrix;
    final INDArray out;
    final INDArray in;
    final INDArray inMatrix;
    final INDArray patches;
    final INDArray flipped;
    final NativeOp forward;
    final NativeOp weightGradient = NativeOp.matmul(true, false);
    final NativeOp inputGradient;
    float[] variance = new float[0];
    private final INDArray[] seen = new INDArray[2];
    private final INDArray[] matrices = new INDArray[2];
    private int next;

    Buffers(ConvBlock block, int pictures, int side) {
      int in = (int) block.getNIn();
      int out = (int) block.getNOut();
      this.pictures = pictures;
      this.side = side;
      this.sideOut = (side + block.stride() - 1) / block.stride();
      this.z = floats(pictures, sideOut, sideOut, out);
      this.zMatrix = z.reshape('c', (long) pictures * sideOut * sideOut, out);
      this.out = floats(pictures, sideOut, sideOut, out);
      boolean stem = block.kind() == ConvBlock.Kind.STEM;
      this.in = stem ? floats(1) : floats(pictures, side, side, in);
      this.inMatrix = stem ? this.in : this.in.reshape('c', (long) pictures * side * side, in);
      boolean depthwise = block.kind() == ConvBlock.Kind.DEPTHWISE;
      this.flipped = depthwise ? floats(3, 3, out, 1) : floats(1);
      if (stem) {
        this.patches = floats(pictures * sideOut * sideOut, 27);
      } else if (depthwise && block.stride() == 2) {
        this.patches = floats(pictures, side, side, out);
      } else {
        this.patches = floats(1);
      }
      this.forward =
          depthwise ? NativeOp.depthwise3x3(block.stride()) : NativeOp.matmul(false, false);
      this.inputGradient = depthwise ? NativeOp.depthwise3x3(1) : NativeOp.matmul(false, true);
    }

    private static INDArray floats(long... shape) {
      return Nd4j.create(DataType.FLOAT, shape);
    }

    int pixelsOut() {
      return pictures * sideOut * sideOut;
    }

    /** Activations as pixels by channels; the same object for the same array. */
    INDArray matrix(INDArray activations) {
      for (int i = 0; i < seen.length; i++) {
        if (seen[i] == activations) {
          return matrices[i];
        }
      }
      INDArray matrix = activations.reshape('c', -1, activations.size(3));
      seen[next] = activations;
      matrices[next] = matrix;
      next = (next + 1) % seen.length;
      return matrix;
    }

    /** The kernel turned by 180 degrees: convolving with it is the gradient of convolving. */
    void flip(INDArray kernel, int channels) {
      float[] values = new float[9 * channels];
      Tiles.buffer(kernel).get(values);
      FloatBuffer target = Tiles.buffer(flipped);
      for (int k = 0; k < 9; k++) {
        target.put(
            (8 - k) * channels, Arrays.copyOfRange(values, k * channels, (k + 1) * channels));
      }
    }

    void close() {
      forward.close();
      weightGradient.close();
      inputGradient.close();
    }
  }
}
