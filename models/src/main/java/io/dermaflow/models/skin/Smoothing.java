package io.dermaflow.models.skin;

import static io.dermaflow.models.skin.FaceCrop.SIDE;

import java.util.Arrays;

/**
 * Means over squares of {@code 2 × radius + 1} pixels within an {@link Extent}.
 *
 * <p>Passes of a box of radius r have together the variance passes × r (r + 1) / 3, square pixels;
 * three passes are close to a Gaussian (Wells, 1986).
 */
final class Smoothing {

  /** Rows that are summed side by side: a running sum has to wait for the one before it. */
  private static final int TOGETHER = 4;

  /** Up to this radius it is quicker to add up anew. */
  private static final int SMALL = 2;

  private static final int WIDEST = 16;

  private final Extent extent;
  private final Strip strip;
  private final float[][] padded = new float[TOGETHER][SIDE + 2 * WIDEST + 1];
  private final float[][] beyond = new float[TOGETHER][SIDE];
  private final float[] sums = new float[SIDE];

  Smoothing(Extent extent) {
    this.extent = extent;
    this.strip = new Strip(extent);
  }

  /**
   * @param in left as it is, unless it is {@code out}
   * @param between used meanwhile
   */
  void box(float[][] in, float[][] out, float[][] between, int radius, int passes) {
    box(in, out, between, radius, passes, 1);
  }

  /**
   * Down all columns, then along every so many rows.
   *
   * @param step from a row that is wanted to the next, 1 or a few
   */
  void box(float[][] in, float[][] out, float[][] between, int radius, int passes, int step) {
    float[][] from = in;
    for (int pass = 0; pass < passes; pass++) {
      float[][] to = pass % 2 == 0 ? between : out;
      columns(from, to, radius);
      from = to;
    }
    rows(from, out, radius, passes, step);
  }

  /** Means along every so many rows only; {@code in} and {@code out} may be one. */
  void rows(float[][] in, float[][] out, int radius, int passes, int step) {
    if (radius > SMALL) {
      for (int y = extent.top(); y < extent.bottom(); y += TOGETHER) {
        runAlong(in, out, y, radius);
        for (int pass = 1; pass < passes; pass++) {
          runAlong(out, out, y, radius);
        }
      }
      return;
    }
    for (int y = extent.top(); y < extent.bottom(); y += Strip.ROWS * step) {
      int left = (extent.bottom() - 1 - y) / step + 1;
      strip.load(in, y, step, Math.min(Strip.ROWS, left), radius * passes);
      for (int pass = 0; pass < passes; pass++) {
        strip.mean(2 * radius + 1);
      }
      strip.store(out, y, step);
    }
  }

  private void runAlong(float[][] in, float[][] out, int y, int radius) {
    float[] a = padded(0, in[y], radius);
    float[] b = padded(1, row(in, y, 1), radius);
    float[] c = padded(2, row(in, y, 2), radius);
    float[] d = padded(3, row(in, y, 3), radius);
    float[] toA = out[y];
    float[] toB = row(out, y, 1);
    float[] toC = row(out, y, 2);
    float[] toD = row(out, y, 3);
    int side = 2 * radius + 1;
    float scale = 1f / side;
    float sumA = 0;
    float sumB = 0;
    float sumC = 0;
    float sumD = 0;
    for (int i = 0; i < side; i++) {
      sumA += a[i];
      sumB += b[i];
      sumC += c[i];
      sumD += d[i];
    }
    for (int x = extent.left(), i = 0; x < extent.right(); x++, i++) {
      toA[x] = sumA * scale;
      toB[x] = sumB * scale;
      toC[x] = sumC * scale;
      toD[x] = sumD * scale;
      sumA += a[i + side] - a[i];
      sumB += b[i + side] - b[i];
      sumC += c[i + side] - c[i];
      sumD += d[i + side] - d[i];
    }
  }

  private float[] row(float[][] plane, int y, int next) {
    return y + next < extent.bottom() ? plane[y + next] : beyond[next];
  }

  /** A row with what is beyond its ends. */
  private float[] padded(int which, float[] row, int radius) {
    float[] to = padded[which];
    int end = radius + extent.width();
    System.arraycopy(row, extent.left(), to, radius, extent.width());
    Arrays.fill(to, 0, radius, to[radius]);
    Arrays.fill(to, end, end + radius + 1, to[end - 1]);
    return to;
  }

  private void columns(float[][] in, float[][] out, int radius) {
    float scale = 1f / (2 * radius + 1);
    Arrays.fill(sums, 0);
    for (int y = extent.top() - radius; y <= extent.top() + radius; y++) {
      add(in[extent.row(y)]);
    }
    for (int y = extent.top(); y < extent.bottom(); y++) {
      step(out[y], in[extent.row(y + radius + 1)], in[extent.row(y - radius)], scale);
    }
  }

  private void add(float[] row) {
    float[] to = sums;
    for (int x = extent.left(), end = extent.right(); x < end; x++) {
      to[x] += row[x];
    }
  }

  private void step(float[] out, float[] next, float[] gone, float scale) {
    float[] to = sums;
    for (int x = extent.left(), end = extent.right(); x < end; x++) {
      float sum = to[x];
      out[x] = sum * scale;
      to[x] = sum + (next[x] - gone[x]);
    }
  }
}
