package io.dermaflow.models.internal.dl4j;

import io.dermaflow.models.StepPart;
import java.nio.FloatBuffer;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * One {@link ConvBlock} at work on a fixed number of pictures: forward, and backward with gradients
 * added up. Arrays are allocated once; what {@link #out()} gives is overwritten by the next call.
 * One instance a thread.
 */
final class ConvBlockPass implements AutoCloseable {

  static final double EPSILON = 1e-3;

  /** Share of the old running statistics that a step keeps. */
  static final double DECAY = 0.95;

  private final ConvBlock block;
  private final Geometry geometry;
  private final ConvKernel kernel;
  private final Map<String, INDArray> params;
  private final Tiles tiles;
  private final INDArray out;

  /** Output of the convolution before BatchNorm; the same as {@link #out} where that is folded. */
  private final INDArray z;

  /** Gradient of {@link #z}, where the gradient of the output must stay as it is. */
  private final @Nullable INDArray linearGradient;

  /** The bias as a vector, where BatchNorm is folded. */
  private final INDArray biasVector;

  private float[] mean = new float[0];
  private float[] variance = new float[0];
  private float[] inverse = new float[0];
  private float[] bias = new float[0];

  ConvBlockPass(ConvBlock block, Geometry geometry, Map<String, INDArray> params, Tiles tiles) {
    this.block = block;
    this.geometry = geometry;
    this.kernel = ConvKernel.of(geometry, tiles);
    this.params = params;
    this.tiles = tiles;
    this.out = activations(geometry);
    this.z = block.folded() ? out : activations(geometry);
    this.biasVector =
        block.folded()
            ? get(params, ConvBlockParams.BIAS).reshape(new long[] {geometry.out()})
            : out;
    this.linearGradient = block.folded() || block.relu6() ? null : activations(geometry);
  }

  private static INDArray activations(Geometry g) {
    return ConvKernel.floats(g.pictures(), g.sideOut(), g.sideOut(), g.out());
  }

  Geometry geometry() {
    return geometry;
  }

  /** {@code [N, H, W, C]}. */
  INDArray out() {
    return out;
  }

  /**
   * @param in {@code [N, H, W, C]}
   * @param training to normalise by the statistics of these pictures
   */
  void forward(INDArray in, boolean training) {
    int pixels = geometry.pixelsOut();
    int channels = geometry.out();
    if (block.folded()) {
      foldedForward(in);
      return;
    }
    kernel.forward(in, param(ConvBlockParams.KERNEL), z);
    if (training) {
      batchStatistics(pixels, channels);
    } else {
      runningStatistics(channels);
    }
    float[] scale = read(ConvBlockParams.GAMMA, new float[channels]);
    float[] shift = read(ConvBlockParams.BETA, new float[channels]);
    for (int i = 0; i < channels; i++) {
      scale[i] *= inverse[i];
      shift[i] -= mean[i] * scale[i];
    }
    tiles.affine(Tiles.buffer(z), Tiles.buffer(out), pixels, channels, scale, shift, block.relu6());
    tiles.profile().lap(StepPart.BIAS);
  }

  private void foldedForward(INDArray in) {
    INDArray weights = param(ConvBlockParams.KERNEL);
    if (kernel.addsBias()) {
      kernel.forward(in, weights, biasVector, out);
      if (block.relu6()) {
        tiles.clip(Tiles.buffer(out), (int) out.length());
        tiles.profile().lap(StepPart.BIAS);
      }
      return;
    }
    kernel.forward(in, weights, out);
    bias = read(ConvBlockParams.BIAS, bias);
    tiles.addBias(Tiles.buffer(out), geometry.pixelsOut(), geometry.out(), bias, block.relu6());
    tiles.profile().lap(StepPart.BIAS);
  }

  private void batchStatistics(int pixels, int channels) {
    double[] sum = new double[channels];
    double[] squares = new double[channels];
    tiles.moments(Tiles.buffer(z), pixels, channels, sum, squares);
    mean = new float[channels];
    variance = new float[channels];
    inverse = new float[channels];
    for (int i = 0; i < channels; i++) {
      double m = sum[i] / pixels;
      double v = Math.max(0, squares[i] / pixels - m * m);
      mean[i] = (float) m;
      variance[i] = (float) v;
      inverse[i] = (float) (1 / Math.sqrt(v + EPSILON));
    }
  }

  private void runningStatistics(int channels) {
    mean = read(ConvBlockParams.MEAN, new float[channels]);
    variance = read(ConvBlockParams.VARIANCE, new float[channels]);
    inverse = new float[channels];
    for (int i = 0; i < channels; i++) {
      inverse[i] = (float) (1 / Math.sqrt(variance[i] + EPSILON));
    }
  }

  /**
   * Adds this block's gradients to {@code gradients} and passes the gradient on.
   *
   * @param in what {@link #forward} was given
   * @param gradient of the output; overwritten where the block ends in ReLU6, else left as it is
   * @param gradients by parameter
   * @param into for the gradient of the input, or null where nothing below learns
   * @param add to add to {@code into} instead of writing it
   * @param statisticsShare how far these pictures move the running statistics; all of a step's
   *     shares add up to 1
   */
  void backward(
      INDArray in,
      INDArray gradient,
      Map<String, INDArray> gradients,
      @Nullable INDArray into,
      boolean add,
      double statisticsShare) {
    INDArray kernelGradient = get(gradients, ConvBlockParams.KERNEL);
    INDArray below = gradient;
    if (block.folded()) {
      float[] sums = new float[geometry.out()];
      kernel.addMaskedKernelGradient(
          in, gradient, block.relu6() ? out : null, kernelGradient, sums);
      addTo(get(gradients, ConvBlockParams.BIAS), sums);
    } else {
      INDArray linear = linearGradient;
      below = linear == null ? gradient : linear;
      normGradient(gradient, below, gradients);
      moveStatistics(gradients, statisticsShare);
      tiles.profile().lap(StepPart.MASK);
      kernel.addKernelGradient(in, below, kernelGradient);
    }
    if (into != null) {
      kernel.inputGradient(below, param(ConvBlockParams.KERNEL), into, add);
    }
  }

  /** From the gradient of the output to that of the convolution (Ioffe and Szegedy, 2015). */
  private void normGradient(INDArray gradient, INDArray into, Map<String, INDArray> gradients) {
    int pixels = geometry.pixelsOut();
    int channels = geometry.out();
    double[] sumG = new double[channels];
    double[] sumGz = new double[channels];
    FloatBuffer g = Tiles.buffer(gradient);
    FloatBuffer before = Tiles.buffer(z);
    tiles.maskAndSum(
        g, Tiles.buffer(out), before, pixels, channels, mean, inverse, block.relu6(), sumG, sumGz);
    float[] k = read(ConvBlockParams.GAMMA, new float[channels]);
    float[] kz = new float[channels];
    float[] k0 = new float[channels];
    for (int i = 0; i < channels; i++) {
      double factor = k[i] * inverse[i];
      double slope = inverse[i] * sumGz[i] / pixels;
      k[i] = (float) factor;
      kz[i] = (float) (-factor * slope);
      k0[i] = (float) (factor * (mean[i] * slope - sumG[i] / pixels));
    }
    tiles.combine(g, Tiles.buffer(into), before, pixels, channels, k, kz, k0);
    addTo(get(gradients, ConvBlockParams.GAMMA), floats(sumGz));
    addTo(get(gradients, ConvBlockParams.BETA), floats(sumG));
  }

  /**
   * The optimiser subtracts: a step of (old − new) × (1 − decay) moves the running value to new.
   */
  private void moveStatistics(Map<String, INDArray> gradients, double share) {
    double step = (1 - DECAY) * share;
    addTo(get(gradients, ConvBlockParams.MEAN), towards(ConvBlockParams.MEAN, mean, step));
    addTo(
        get(gradients, ConvBlockParams.VARIANCE),
        towards(ConvBlockParams.VARIANCE, variance, step));
  }

  private float[] towards(String key, float[] now, double step) {
    float[] running = read(key, new float[now.length]);
    for (int i = 0; i < now.length; i++) {
      running[i] = (float) ((running[i] - now[i]) * step);
    }
    return running;
  }

  private INDArray param(String key) {
    return get(params, key);
  }

  private static INDArray get(Map<String, INDArray> table, String key) {
    INDArray array = table.get(key);
    if (array == null) {
      throw new IllegalStateException("no parameter " + key);
    }
    return array;
  }

  private float[] read(String key, float[] into) {
    float[] values = into.length == geometry.out() ? into : new float[geometry.out()];
    Tiles.buffer(param(key)).get(values);
    return values;
  }

  private static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }

  private static void addTo(INDArray view, float[] more) {
    FloatBuffer target = Tiles.buffer(view);
    float[] values = new float[more.length];
    target.duplicate().get(values);
    Tiles.add(values, more, more.length);
    target.put(values);
  }

  @Override
  public void close() {
    kernel.close();
  }
}
