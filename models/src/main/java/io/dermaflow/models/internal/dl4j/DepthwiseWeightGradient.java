package io.dermaflow.models.internal.dl4j;

import io.dermaflow.models.Architecture;
import io.dermaflow.models.Padding;
import java.nio.FloatBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Gradient of a 3x3 depthwise kernel, channel-last: for each of the nine taps the sum over all
 * pixels of input times output gradient.
 *
 * <p>Works on tiles of a few output columns, so that the nine sums, the three input rows that a
 * kernel row sees (each three times, shifted by one column) and the gradient stay in the cache.
 * Each tap is then one elementwise loop over heap floats, which the JIT vectorises. One instance a
 * thread.
 */
final class DepthwiseWeightGradient {

  private static final int TILE = 4096;

  private final float[][] taps = new float[9][TILE];
  private final float[][][] rows = new float[3][3][TILE];
  private final float[] gradient = new float[TILE];
  private final float[] output = new float[TILE];
  private final float[] bias = new float[TILE];

  private FloatBuffer x = FloatBuffer.allocate(0);
  private Geometry geometry =
      new Geometry(Architecture.Kind.DEPTHWISE, 1, Padding.SAME, 0, 0, 0, 0);

  /**
   * Adds the gradient, after that of the output was set to zero in place where ReLU6 was flat.
   *
   * @param x input, {@code pictures * side * side * channels}
   * @param g output gradient, {@code pictures * out * out * channels}
   * @param y output of ReLU6, or null not to mask
   * @param into {@code 9 * channels} values, added to
   * @param biasSums {@code channels} values; the sums of the (masked) gradient are added
   */
  void add(
      FloatBuffer x,
      FloatBuffer g,
      @Nullable FloatBuffer y,
      Geometry geometry,
      float[] into,
      float[] biasSums) {
    this.x = x;
    this.geometry = geometry;
    int channels = geometry.out();
    int out = geometry.sideOut();
    int columns = Math.min(out, Math.max(1, TILE / channels));
    for (int first = 0; first < out; first += columns) {
      int count = Math.min(columns, out - first);
      int n = count * channels;
      Arrays.fill(bias, 0, n, 0);
      for (float[] tap : taps) {
        Arrays.fill(tap, 0, n, 0);
      }
      for (int picture = 0; picture < geometry.pictures(); picture++) {
        addTile(g, y, picture, first, count);
      }
      for (int k = 0; k < 9; k++) {
        fold(taps[k], n, channels, into, k * channels);
      }
      fold(bias, n, channels, biasSums, 0);
    }
  }

  private void addTile(FloatBuffer g, @Nullable FloatBuffer y, int picture, int first, int count) {
    int out = geometry.sideOut();
    int channels = geometry.out();
    int n = count * channels;
    int loaded = -1;
    for (int oh = 0; oh < out; oh++) {
      int at = ((picture * out + oh) * out + first) * channels;
      g.get(at, gradient, 0, n);
      if (y == null) {
        Tiles.add(bias, gradient, n);
      } else {
        y.get(at, output, 0, n);
        Tiles.maskAndAdd(gradient, output, bias, n);
        g.put(at, gradient, 0, n);
      }
      for (int kh = 0; kh < 3; kh++) {
        int h = oh * geometry.stride() + kh - geometry.border();
        if (h < 0 || h >= geometry.side()) {
          continue;
        }
        if (h > loaded) {
          load(picture, h, first, count);
          loaded = h;
        }
        for (int kw = 0; kw < 3; kw++) {
          multiplyAdd(taps[3 * kh + kw], rows[h % 3][kw], gradient, n);
        }
      }
    }
  }

  /** The part of an input row under the tile, as each of the three taps of a kernel row sees it. */
  private void load(int picture, int h, int first, int count) {
    int channels = geometry.out();
    int side = geometry.side();
    int row = (picture * side + h) * side * channels;
    for (int kw = 0; kw < 3; kw++) {
      float[] into = rows[h % 3][kw];
      int from = first * geometry.stride() + kw - geometry.border();
      if (geometry.stride() == 1) {
        int left = Math.max(0, -from);
        int right = Math.max(0, from + count - side);
        Arrays.fill(into, 0, left * channels, 0);
        Arrays.fill(into, (count - right) * channels, count * channels, 0);
        x.get(
            row + (from + left) * channels,
            into,
            left * channels,
            (count - left - right) * channels);
      } else {
        for (int i = 0; i < count; i++) {
          int w = from + 2 * i;
          if (w < 0 || w >= side) {
            Arrays.fill(into, i * channels, (i + 1) * channels, 0);
          } else {
            x.get(row + w * channels, into, i * channels, channels);
          }
        }
      }
    }
  }

  private static void multiplyAdd(float[] sum, float[] x, float[] g, int n) {
    for (int i = 0; i < n; i++) {
      sum[i] += x[i] * g[i];
    }
  }

  /** Adds the columns of a tile up; each is copied to index 0 first, where the loop vectorises. */
  private void fold(float[] tile, int n, int channels, float[] into, int at) {
    System.arraycopy(tile, 0, gradient, 0, channels);
    for (int from = channels; from < n; from += channels) {
      System.arraycopy(tile, from, output, 0, channels);
      Tiles.add(gradient, output, channels);
    }
    System.arraycopy(into, at, output, 0, channels);
    Tiles.add(output, gradient, channels);
    System.arraycopy(output, 0, into, at, channels);
  }
}
