package io.dermaflow.models.internal.dl4j;

import java.nio.FloatBuffer;
import java.util.Arrays;

/** Rearrangements of channel-last planes around convolutions with stride 2. */
final class Planes {

  private Planes() {}

  /**
   * Patches of a 3x3 convolution with stride 2 as rows of 9 × channels values.
   *
   * @param in {@code pictures * side * side * channels}
   * @param out {@code pictures * (side / 2)^2 * 9 * channels}; positions beyond the edge are 0
   */
  static void patches(FloatBuffer in, Geometry geometry, FloatBuffer out) {
    int side = geometry.side();
    int channels = geometry.in();
    int half = geometry.sideOut();
    int border = geometry.border();
    int stride = (side + 2) * channels;
    float[] rows = new float[3 * stride];
    float[] line = new float[half * 9 * channels];
    for (int picture = 0; picture < geometry.pictures(); picture++) {
      for (int oh = 0; oh < half; oh++) {
        for (int kh = 0; kh < 3; kh++) {
          int h = 2 * oh + kh - border;
          if (h >= 0 && h < side) {
            in.get(
                (picture * side + h) * side * channels,
                rows,
                kh * stride + border * channels,
                side * channels);
          } else {
            Arrays.fill(rows, kh * stride, (kh + 1) * stride, 0);
          }
        }
        for (int ow = 0; ow < half; ow++) {
          for (int kh = 0; kh < 3; kh++) {
            System.arraycopy(
                rows,
                kh * stride + 2 * ow * channels,
                line,
                (ow * 3 + kh) * 3 * channels,
                3 * channels);
          }
        }
        out.put((picture * half + oh) * line.length, line, 0, line.length);
      }
    }
  }

  /**
   * Puts the values of a plane apart with zeros between them, as the gradient of a convolution with
   * stride 2 asks: at odd positions with padding after the last row, at even ones with padding on
   * every side. Zeros of {@code out} are left as they are.
   */
  static void spread(FloatBuffer in, Geometry geometry, FloatBuffer out) {
    int half = geometry.sideOut();
    int channels = geometry.out();
    int offset = 1 - geometry.border();
    float[] row = new float[half * channels];
    float[] wide = new float[2 * half * channels];
    for (int line = 0; line < geometry.pictures() * half; line++) {
      in.get(line * half * channels, row, 0, row.length);
      for (int w = 0; w < half; w++) {
        System.arraycopy(row, w * channels, wide, (2 * w + offset) * channels, channels);
      }
      out.put((2 * line + offset) * 2 * half * channels, wide, 0, wide.length);
    }
  }
}
