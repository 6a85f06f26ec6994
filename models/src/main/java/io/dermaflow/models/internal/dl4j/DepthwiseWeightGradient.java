package io.dermaflow.models.internal.dl4j;

import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * Gradient of a 3x3 depthwise kernel, SAME padding, channel-last: for each of the nine taps the sum
 * over all pixels of input times output gradient. Rows of the input are held in heap floats, so
 * that each tap is one elementwise loop. One instance a thread.
 */
final class DepthwiseWeightGradient {

  private final float[][] taps = new float[9][];
  private float[] gradient = new float[0];
  private float[] row = new float[0];
  private float[][][] shifted = new float[3][3][];

  /**
   * @param x input, {@code pictures * side * side * channels}
   * @param g output gradient, {@code pictures * out * out * channels} with out = side / stride
   * @param into {@code 9 * channels} values, added to
   */
  void add(
      FloatBuffer x,
      FloatBuffer g,
      int pictures,
      int side,
      int channels,
      int stride,
      float[] into) {
    int out = side / stride;
    int n = out * channels;
    ensure(n, side * channels);
    for (float[] tap : taps) {
      Arrays.fill(tap, 0, n, 0);
    }
    for (int picture = 0; picture < pictures; picture++) {
      addPicture(x, g, picture, side, out, channels, stride);
    }
    for (int k = 0; k < 9; k++) {
      for (int at = 0; at < n; at += channels) {
        for (int i = 0; i < channels; i++) {
          into[k * channels + i] += taps[k][at + i];
        }
      }
    }
  }

  private void ensure(int n, int rowLength) {
    if (gradient.length < n) {
      gradient = new float[n];
      for (int k = 0; k < 9; k++) {
        taps[k] = new float[n];
      }
      shifted = new float[3][3][n];
    }
    if (row.length < rowLength) {
      row = new float[rowLength];
    }
  }

  private void addPicture(
      FloatBuffer x, FloatBuffer g, int picture, int side, int out, int channels, int stride) {
    int pad = stride == 1 ? 1 : 0;
    int loaded = -1;
    int n = out * channels;
    for (int oh = 0; oh < out; oh++) {
      g.get((picture * out + oh) * n, gradient, 0, n);
      for (int kh = 0; kh < 3; kh++) {
        int h = oh * stride + kh - pad;
        if (h < 0 || h >= side) {
          continue;
        }
        if (h > loaded) {
          x.get((picture * side + h) * side * channels, row, 0, side * channels);
          shift(side, out, channels, stride, pad, shifted[h % 3]);
          loaded = h;
        }
        for (int kw = 0; kw < 3; kw++) {
          multiplyAdd(taps[kh * 3 + kw], shifted[h % 3][kw], gradient, n);
        }
      }
    }
  }

  /** The row as the three taps of a kernel row see it. */
  private void shift(int side, int out, int channels, int stride, int pad, float[][] into) {
    for (int kw = 0; kw < 3; kw++) {
      for (int ow = 0; ow < out; ow++) {
        int w = ow * stride + kw - pad;
        if (w < 0 || w >= side) {
          Arrays.fill(into[kw], ow * channels, (ow + 1) * channels, 0);
        } else {
          System.arraycopy(row, w * channels, into[kw], ow * channels, channels);
        }
      }
    }
  }

  private static void multiplyAdd(float[] sum, float[] x, float[] g, int n) {
    for (int i = 0; i < n; i++) {
      sum[i] += x[i] * g[i];
    }
  }
}
