package io.dermaflow.models.skin;

import static io.dermaflow.models.skin.FaceCrop.PIXELS;
import static io.dermaflow.models.skin.FaceCrop.SIDE;

/**
 * Filters of planes of {@link FaceCrop#SIDE} × {@code SIDE} values; beyond the edge the edge goes
 * on.
 *
 * <p>Passes of a box of radius r have together the variance passes × r (r + 1) / 3, square pixels;
 * three passes are close to a Gaussian (Wells, 1986). Opening and closing by squares: Serra, Image
 * Analysis and Mathematical Morphology, 1982.
 */
final class Smoothing {

  private Smoothing() {}

  /** Means over squares of {@code 2 * radius + 1} pixels, {@code passes} times. */
  static float[] box(float[] plane, int radius, int passes) {
    float[] result = plane.clone();
    float[] between = new float[PIXELS];
    for (int pass = 0; pass < passes; pass++) {
      rows(result, between, radius);
      columns(between, result, radius);
    }
    return result;
  }

  /** The same, of what has a weight only; where nothing near has one, the plane itself. */
  static float[] box(float[] plane, float[] weight, int radius, int passes) {
    float[] weighted = new float[PIXELS];
    for (int i = 0; i < PIXELS; i++) {
      weighted[i] = plane[i] * weight[i];
    }
    float[] sum = box(weighted, radius, passes);
    float[] share = box(weight, radius, passes);
    for (int i = 0; i < PIXELS; i++) {
      sum[i] = share[i] > 1e-3f ? sum[i] / share[i] : plane[i];
    }
    return sum;
  }

  private static void rows(float[] in, float[] out, int radius) {
    float scale = 1f / (2 * radius + 1);
    for (int at = 0; at < PIXELS; at += SIDE) {
      float sum = 0;
      for (int x = -radius; x <= radius; x++) {
        sum += in[at + clamp(x)];
      }
      for (int x = 0; x < SIDE; x++) {
        out[at + x] = sum * scale;
        sum += in[at + clamp(x + radius + 1)] - in[at + clamp(x - radius)];
      }
    }
  }

  private static void columns(float[] in, float[] out, int radius) {
    float scale = 1f / (2 * radius + 1);
    float[] sum = new float[SIDE];
    for (int y = -radius; y <= radius; y++) {
      int at = clamp(y) * SIDE;
      for (int x = 0; x < SIDE; x++) {
        sum[x] += in[at + x];
      }
    }
    for (int y = 0; y < SIDE; y++) {
      int at = y * SIDE;
      int next = clamp(y + radius + 1) * SIDE;
      int gone = clamp(y - radius) * SIDE;
      for (int x = 0; x < SIDE; x++) {
        out[at + x] = sum[x] * scale;
        sum[x] += in[next + x] - in[gone + x];
      }
    }
  }

  private static int clamp(int i) {
    return Math.max(0, Math.min(SIDE - 1, i));
  }

  /** Takes out what is lighter than its surroundings and narrower than {@code 2 * reach + 1}. */
  static float[] opened(float[] plane, int reach) {
    return grown(shrunk(plane, reach), reach);
  }

  /** Takes out what is darker than its surroundings and narrower than {@code 2 * reach + 1}. */
  static float[] closed(float[] plane, int reach) {
    return shrunk(grown(plane, reach), reach);
  }

  /** Closing along rows only: a dark line along a row stays. */
  static float[] closedAlongRows(float[] plane, int reach) {
    return extreme(extreme(plane, 1, 0, reach, true), 1, 0, reach, false);
  }

  /** Closing along columns only: a dark line along a column stays. */
  static float[] closedAlongColumns(float[] plane, int reach) {
    return extreme(extreme(plane, 0, 1, reach, true), 0, 1, reach, false);
  }

  /** Greatest value of each square. */
  static float[] grown(float[] plane, int reach) {
    return extreme(extreme(plane, 1, 0, reach, true), 0, 1, reach, true);
  }

  private static float[] shrunk(float[] plane, int reach) {
    return extreme(extreme(plane, 1, 0, reach, false), 0, 1, reach, false);
  }

  /** Of 1, 3, 9, … pixels in turn: each pass takes the extreme of three windows side by side. */
  private static float[] extreme(float[] in, int dx, int dy, int reach, boolean greatest) {
    float[] out = in;
    int done = 0;
    while (done < reach) {
      int step = Math.min(2 * done + 1, reach - done);
      out = ofThree(out, dx * step, dy * step, greatest);
      done += step;
    }
    return out;
  }

  private static float[] ofThree(float[] in, int stepX, int stepY, boolean greatest) {
    float[] out = new float[PIXELS];
    for (int y = 0; y < SIDE; y++) {
      int before = clamp(y - stepY) * SIDE;
      int after = clamp(y + stepY) * SIDE;
      for (int x = 0; x < SIDE; x++) {
        float a = in[before + clamp(x - stepX)];
        float b = in[y * SIDE + x];
        float c = in[after + clamp(x + stepX)];
        out[y * SIDE + x] = greatest ? Math.max(b, Math.max(a, c)) : Math.min(b, Math.min(a, c));
      }
    }
    return out;
  }
}
