package io.dermaflow.models.internal.dl4j;

import java.nio.FloatBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Elementwise passes over channel-last activations, in tiles of heap floats: the JIT vectorises
 * loops over {@code float[]} with one common index and nothing else, so whole pixels are copied
 * into a tile, worked on, and copied back.
 *
 * <p>Activations are seen as a matrix of P pixels by C channels. A channel vector is repeated over
 * the tile once, so that every loop is elementwise. One instance a thread.
 */
final class Tiles {

  private static final int TILE = 2048;

  private final float[] a = new float[TILE];
  private final float[] b = new float[TILE];
  private final float[] c = new float[TILE];
  private final float[][] perChannel = new float[4][TILE];
  private final float[][] sums = new float[2][TILE];
  private final StepProfile profile = new StepProfile();
  private final DepthwiseWeightGradient depthwiseGradient = new DepthwiseWeightGradient();

  /** One for all layers of a thread: it works on tiles of its own. */
  DepthwiseWeightGradient depthwiseGradient() {
    return depthwiseGradient;
  }

  /** Where this thread's time goes. */
  StepProfile profile() {
    return profile;
  }

  /**
   * The memory of an array. Of a view it is positioned at the view's start: use relative calls for
   * views and absolute ones for whole arrays only.
   */
  static FloatBuffer buffer(INDArray array) {
    return array.data().asNioFloat();
  }

  /** Pixels in a tile of C channels. */
  private static int pixels(int channels) {
    return Math.max(1, TILE / channels);
  }

  private static void repeat(float[] vector, int channels, float[] tile) {
    int n = pixels(channels) * channels;
    for (int at = 0; at < n; at += channels) {
      System.arraycopy(vector, 0, tile, at, channels);
    }
  }

  private static double[] fold(float[] tile, int channels, double[] into) {
    int n = pixels(channels) * channels;
    for (int at = 0; at < n; at += channels) {
      for (int i = 0; i < channels; i++) {
        into[i] += tile[at + i];
      }
    }
    return into;
  }

  /** Adds per channel the sum and the sum of squares of {@code values} to {@code sum, squares}. */
  void moments(FloatBuffer values, int pixels, int channels, double[] sum, double[] squares) {
    float[] s = sums[0];
    float[] q = sums[1];
    int step = pixels(channels);
    // Folded every few tiles: a float accumulator must not run over hundreds of thousands of
    // pixels.
    for (int p = 0; p < pixels; ) {
      Arrays.fill(s, 0);
      Arrays.fill(q, 0);
      for (int tile = 0; tile < 16 && p < pixels; tile++, p += step) {
        int n = Math.min(step, pixels - p) * channels;
        values.get(p * channels, a, 0, n);
        addWithSquares(s, q, a, n);
      }
      fold(s, channels, sum);
      fold(q, channels, squares);
    }
  }

  private static void addWithSquares(float[] s, float[] q, float[] x, int n) {
    for (int i = 0; i < n; i++) {
      s[i] += x[i];
    }
    for (int i = 0; i < n; i++) {
      q[i] += x[i] * x[i];
    }
  }

  /** {@code out = z * scale + shift}, clipped to 0..6 where {@code relu6}. */
  void affine(
      FloatBuffer z,
      FloatBuffer out,
      int pixels,
      int channels,
      float[] scale,
      float[] shift,
      boolean relu6) {
    float[] m = perChannel[0];
    float[] d = perChannel[1];
    repeat(scale, channels, m);
    repeat(shift, channels, d);
    int step = pixels(channels);
    for (int p = 0; p < pixels; p += step) {
      int n = Math.min(step, pixels - p) * channels;
      z.get(p * channels, a, 0, n);
      if (relu6) {
        multiplyAddClip(a, m, d, n);
      } else {
        multiplyAdd(a, m, d, n);
      }
      out.put(p * channels, a, 0, n);
    }
  }

  private static void multiplyAdd(float[] x, float[] m, float[] d, int n) {
    for (int i = 0; i < n; i++) {
      x[i] = x[i] * m[i] + d[i];
    }
  }

  private static void multiplyAddClip(float[] x, float[] m, float[] d, int n) {
    for (int i = 0; i < n; i++) {
      x[i] = Math.max(0f, Math.min(6f, x[i] * m[i] + d[i]));
    }
  }

  /** Adds a bias per channel in place, and clips to 0..6 where {@code relu6}. */
  void addBias(FloatBuffer values, int pixels, int channels, float[] bias, boolean relu6) {
    float[] d = perChannel[0];
    repeat(bias, channels, d);
    int step = pixels(channels);
    for (int p = 0; p < pixels; p += step) {
      int n = Math.min(step, pixels - p) * channels;
      values.get(p * channels, a, 0, n);
      if (relu6) {
        addClip(a, d, n);
      } else {
        add(a, d, n);
      }
      values.put(p * channels, a, 0, n);
    }
  }

  /** Clips to 0..6 in place. */
  void clip(FloatBuffer values, int length) {
    for (int at = 0; at < length; at += TILE) {
      int n = Math.min(TILE, length - at);
      values.get(at, a, 0, n);
      for (int i = 0; i < n; i++) {
        a[i] = Math.max(0f, Math.min(6f, a[i]));
      }
      values.put(at, a, 0, n);
    }
  }

  private static void addClip(float[] x, float[] d, int n) {
    for (int i = 0; i < n; i++) {
      x[i] = Math.max(0f, Math.min(6f, x[i] + d[i]));
    }
  }

  /** Adds one array to another of the same length. */
  void addTo(FloatBuffer values, FloatBuffer more, int length) {
    for (int at = 0; at < length; at += TILE) {
      int n = Math.min(TILE, length - at);
      values.get(at, a, 0, n);
      more.get(at, b, 0, n);
      add(a, b, n);
      values.put(at, a, 0, n);
    }
  }

  /**
   * Gradient of a bias: adds the sums per channel to {@code sum}.
   *
   * @param gradient set to zero in place where {@code output} shows that ReLU6 was flat
   * @param output output of ReLU6, or null where there is none
   */
  void maskAndSum(
      FloatBuffer gradient, @Nullable FloatBuffer output, int pixels, int channels, float[] sum) {
    float[] s = sums[0];
    int step = pixels(channels);
    Arrays.fill(s, 0, Math.min(pixels, step) * channels, 0);
    for (int p = 0; p < pixels; p += step) {
      int n = Math.min(step, pixels - p) * channels;
      int at = p * channels;
      gradient.get(at, a, 0, n);
      if (output == null) {
        add(s, a, n);
      } else {
        output.get(at, b, 0, n);
        maskAndAdd(a, b, s, n);
        gradient.put(at, a, 0, n);
      }
    }
    for (int at = 0; at < Math.min(pixels, step) * channels; at += channels) {
      for (int i = 0; i < channels; i++) {
        sum[i] += s[at + i];
      }
    }
  }

  /**
   * First half of BatchNorm's gradient. Masks the incoming gradient where ReLU6 was flat, and adds
   * per channel Σ g and Σ g·ẑ with ẑ = (z − mean)·inverse.
   *
   * @param gradient replaced by the masked gradient
   */
  void maskAndSum(
      FloatBuffer gradient,
      FloatBuffer output,
      FloatBuffer z,
      int pixels,
      int channels,
      float[] mean,
      float[] inverse,
      boolean relu6,
      double[] sumG,
      double[] sumGz) {
    float[] m = perChannel[0];
    float[] inv = perChannel[1];
    repeat(mean, channels, m);
    repeat(inverse, channels, inv);
    float[] s = sums[0];
    float[] q = sums[1];
    int step = pixels(channels);
    for (int p = 0; p < pixels; ) {
      Arrays.fill(s, 0);
      Arrays.fill(q, 0);
      for (int tile = 0; tile < 16 && p < pixels; tile++, p += step) {
        int n = Math.min(step, pixels - p) * channels;
        int at = p * channels;
        gradient.get(at, a, 0, n);
        if (relu6) {
          output.get(at, b, 0, n);
          mask(a, b, n);
          gradient.put(at, a, 0, n);
        }
        z.get(at, c, 0, n);
        normalise(c, m, inv, n);
        addWithProducts(s, q, a, c, n);
      }
      fold(s, channels, sumG);
      fold(q, channels, sumGz);
    }
  }

  /** Zero where {@code y} is 0 or 6; without a branch, so that it vectorises. */
  private static void mask(float[] g, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      g[i] = g[i] * Math.min(1f, y[i] * (6f - y[i]) * 1e30f);
    }
  }

  /** Masks {@code g} as {@link #mask} does and adds it to {@code sum}. */
  static void maskAndAdd(float[] g, float[] y, float[] sum, int n) {
    for (int i = 0; i < n; i++) {
      float masked = g[i] * Math.min(1f, y[i] * (6f - y[i]) * 1e30f);
      g[i] = masked;
      sum[i] += masked;
    }
  }

  static void add(float[] sum, float[] x, int n) {
    for (int i = 0; i < n; i++) {
      sum[i] += x[i];
    }
  }

  private static void normalise(float[] z, float[] mean, float[] inverse, int n) {
    for (int i = 0; i < n; i++) {
      z[i] = (z[i] - mean[i]) * inverse[i];
    }
  }

  private static void addWithProducts(float[] s, float[] q, float[] g, float[] z, int n) {
    for (int i = 0; i < n; i++) {
      s[i] += g[i];
    }
    for (int i = 0; i < n; i++) {
      q[i] += g[i] * z[i];
    }
  }

  /** Second half: {@code into = gradient * k + z * kz + k0} per channel. */
  void combine(
      FloatBuffer gradient,
      FloatBuffer into,
      FloatBuffer z,
      int pixels,
      int channels,
      float[] k,
      float[] kz,
      float[] k0) {
    float[] m = perChannel[0];
    float[] mz = perChannel[1];
    float[] m0 = perChannel[2];
    repeat(k, channels, m);
    repeat(kz, channels, mz);
    repeat(k0, channels, m0);
    int step = pixels(channels);
    for (int p = 0; p < pixels; p += step) {
      int n = Math.min(step, pixels - p) * channels;
      gradient.get(p * channels, a, 0, n);
      z.get(p * channels, b, 0, n);
      multiplyAddAdd(a, m, b, mz, m0, n);
      into.put(p * channels, a, 0, n);
    }
  }

  private static void multiplyAddAdd(
      float[] g, float[] m, float[] z, float[] mz, float[] m0, int n) {
    for (int i = 0; i < n; i++) {
      g[i] = g[i] * m[i] + z[i] * mz[i] + m0[i];
    }
  }

  /** Adds per channel the mean over each picture's pixels: global average pooling. */
  void average(FloatBuffer in, int pictures, int pixels, int channels, FloatBuffer out) {
    double[] sum = new double[channels];
    float[] s = sums[0];
    int step = pixels(channels);
    for (int picture = 0; picture < pictures; picture++) {
      Arrays.fill(s, 0);
      Arrays.fill(sum, 0);
      for (int p = 0; p < pixels; p += step) {
        int n = Math.min(step, pixels - p) * channels;
        in.get((picture * pixels + p) * channels, a, 0, n);
        for (int i = 0; i < n; i++) {
          s[i] += a[i];
        }
      }
      fold(s, channels, sum);
      for (int i = 0; i < channels; i++) {
        out.put(picture * channels + i, (float) (sum[i] / pixels));
      }
    }
  }

  /** Spreads a gradient per picture and channel evenly over the pixels. */
  void spread(FloatBuffer in, int pictures, int pixels, int channels, FloatBuffer out) {
    for (int picture = 0; picture < pictures; picture++) {
      in.get(picture * channels, c, 0, channels);
      for (int i = 0; i < channels; i++) {
        c[i] /= pixels;
      }
      for (int p = 0; p < pixels; p++) {
        out.put((picture * pixels + p) * channels, c, 0, channels);
      }
    }
  }
}
