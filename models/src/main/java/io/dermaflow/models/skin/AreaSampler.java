package io.dermaflow.models.skin;

import static io.dermaflow.models.skin.FaceCrop.SIDE;

import io.dermaflow.datasets.pictures.Luma;
import io.dermaflow.datasets.pictures.Picture;
import java.util.Arrays;

/**
 * Scales the part of a picture that a {@link CropArea} names to the working resolution. Every
 * working pixel is the mean over the area that it covers, so that what is measured does not depend
 * on the size of the picture.
 */
final class AreaSampler {

  /** Positions that differ by less are one, pixels. */
  private static final double SAME = 1e-9;

  /** Pixels that are added up one by one; of more, running sums are told apart. */
  private static final int MOST = 3;

  private final byte[] rgb;
  private final int width;
  private final CropArea.Spans rows;

  /** Column of the picture in which each span begins and ends, and how far into it. */
  private final int[] first = new int[SIDE];

  private final int[] last = new int[SIDE];
  private final double[] before = new double[SIDE];
  private final double[] within = new double[SIDE];

  /** Whether a span begins where the one before it ends; not so beyond the edges. */
  private final boolean[] joined = new boolean[SIDE];

  /** One over the width of each span. */
  private final double[] scale = new double[SIDE];

  /** Sums of a row of the picture up to each column. */
  private final long[] running;

  /** By column: shares of the three pixels from {@link #first} on, where no span holds more. */
  private final float[][] shares = new float[MOST][SIDE];

  private final boolean few;

  /** Luma of a row of the picture. */
  private final float[] levels;

  AreaSampler(Picture picture, CropArea area) {
    this.rgb = picture.rgb();
    this.width = picture.width();
    this.rows = area.rows();
    this.running = new long[3 * (width + 1)];
    this.levels = new float[width + MOST];
    CropArea.Spans columns = area.columns();
    boolean all = true;
    for (int x = 0; x < SIDE; x++) {
      double from = columns.from[x];
      double to = columns.to[x];
      first[x] = Math.min((int) from, width - 1);
      last[x] = Math.min((int) to, width - 1);
      before[x] = from - first[x];
      within[x] = to - last[x];
      joined[x] = x > 0 && Math.abs(from - columns.to[x - 1]) < SAME;
      scale[x] = 1 / (to - from);
      for (int k = 0; k < MOST; k++) {
        double covered = Math.min(to, first[x] + k + 1.0) - Math.max(from, first[x] + k);
        shares[k][x] = (float) (Math.max(0, covered) * scale[x]);
      }
      all &= to - first[x] <= MOST + SAME;
    }
    this.few = all;
  }

  /** Red, green and blue of the extent. */
  void colours(Extent extent, float[][] red, float[][] green, float[][] blue) {
    float[][] line = new float[3][SIDE];
    float[][][] planes = {red, green, blue};
    int known = -1;
    for (int y = extent.top(); y < extent.bottom(); y++) {
      int from = (int) rows.from[y];
      for (int row = from; row < rows.to[y]; row++) {
        if (row != known) {
          if (few) {
            addColours(row, extent, line);
          } else {
            foldColours(row, extent, line);
          }
          known = row;
        }
        for (int c = 0; c < 3; c++) {
          add(line[c], weight(y, row), row == from, planes[c][y], extent);
        }
      }
    }
  }

  /** Rec. 601 luma of all of the working picture. */
  void luma(float[][] luma) {
    float[] line = new float[SIDE];
    int known = -1;
    for (int y = 0; y < SIDE; y++) {
      int from = (int) rows.from[y];
      for (int row = from; row < rows.to[y]; row++) {
        if (row != known) {
          if (few) {
            addLuma(row, line);
          } else {
            foldLuma(row, line);
          }
          known = row;
        }
        add(line, weight(y, row), row == from, luma[y], Extent.ALL);
      }
    }
  }

  /** Share of a working row that a row of the picture makes up. */
  private float weight(int y, int row) {
    double covered = Math.min(rows.to[y], row + 1.0) - Math.max(rows.from[y], row);
    return (float) (covered / (rows.to[y] - rows.from[y]));
  }

  private static void add(float[] line, float weight, boolean fresh, float[] out, Extent extent) {
    if (fresh) {
      Arrays.fill(out, extent.left(), extent.right(), 0);
    }
    for (int x = extent.left(), end = extent.right(); x < end; x++) {
      out[x] += line[x] * weight;
    }
  }

  private void addColours(int row, Extent extent, float[][] line) {
    float[] red = line[0];
    float[] green = line[1];
    float[] blue = line[2];
    int last = (row + 1) * width * 3 - 3;
    for (int x = extent.left(), end = extent.right(); x < end; x++) {
      int i = (row * width + first[x]) * 3;
      int j = Math.min(i + 3, last);
      int k = Math.min(i + 6, last);
      float u = shares[0][x];
      float v = shares[1][x];
      float w = shares[2][x];
      red[x] = (rgb[i] & 0xFF) * u + (rgb[j] & 0xFF) * v + (rgb[k] & 0xFF) * w;
      green[x] = (rgb[i + 1] & 0xFF) * u + (rgb[j + 1] & 0xFF) * v + (rgb[k + 1] & 0xFF) * w;
      blue[x] = (rgb[i + 2] & 0xFF) * u + (rgb[j + 2] & 0xFF) * v + (rgb[k + 2] & 0xFF) * w;
    }
  }

  private void addLuma(int row, float[] line) {
    int end = last[SIDE - 1];
    for (int x = first[0], at = (row * width + x) * 3; x <= end; x++, at += 3) {
      levels[x] = Luma.thousandths(rgb, at) * 0.001f;
    }
    for (int x = 0; x < SIDE; x++) {
      int i = first[x]; // beyond the edge, with no share, are levels of nothing
      line[x] =
          levels[i] * shares[0][x] + levels[i + 1] * shares[1][x] + levels[i + 2] * shares[2][x];
    }
  }

  private void foldColours(int row, Extent extent, float[][] line) {
    long[] sums = running;
    int begin = first[extent.left()];
    int end = last[extent.right() - 1];
    int red = 0;
    int green = 0;
    int blue = 0;
    for (int x = begin, at = (row * width + begin) * 3; x <= end; x++, at += 3) {
      red += rgb[at] & 0xFF;
      green += rgb[at + 1] & 0xFF;
      blue += rgb[at + 2] & 0xFF;
      sums[3 * x + 3] = red;
      sums[3 * x + 4] = green;
      sums[3 * x + 5] = blue;
    }
    Arrays.fill(sums, 3 * begin, 3 * begin + 3, 0);
    double fromRed = 0;
    double fromGreen = 0;
    double fromBlue = 0;
    for (int x = extent.left(); x < extent.right(); x++) {
      if (x == extent.left() || !joined[x]) {
        int i = 3 * first[x];
        fromRed = upTo(sums, i, 3, before[x]);
        fromGreen = upTo(sums, i + 1, 3, before[x]);
        fromBlue = upTo(sums, i + 2, 3, before[x]);
      }
      int i = 3 * last[x];
      double toRed = upTo(sums, i, 3, within[x]);
      double toGreen = upTo(sums, i + 1, 3, within[x]);
      double toBlue = upTo(sums, i + 2, 3, within[x]);
      line[0][x] = (float) ((toRed - fromRed) * scale[x]);
      line[1][x] = (float) ((toGreen - fromGreen) * scale[x]);
      line[2][x] = (float) ((toBlue - fromBlue) * scale[x]);
      fromRed = toRed;
      fromGreen = toGreen;
      fromBlue = toBlue;
    }
  }

  /** Sum up to a position: that of whole pixels, and part of the next. */
  private static double upTo(long[] sums, int i, int next, double part) {
    return sums[i] + part * (sums[i + next] - sums[i]);
  }

  private void foldLuma(int row, float[] line) {
    long[] sums = running;
    int begin = first[0];
    int end = last[SIDE - 1];
    long sum = 0;
    sums[begin] = 0;
    for (int x = begin, at = (row * width + begin) * 3; x <= end; x++, at += 3) {
      sum += Luma.thousandths(rgb, at);
      sums[x + 1] = sum;
    }
    double from = 0;
    for (int x = 0; x < SIDE; x++) {
      if (!joined[x]) {
        from = upTo(sums, first[x], 1, before[x]);
      }
      double to = upTo(sums, last[x], 1, within[x]);
      line[x] = (float) ((to - from) * (scale[x] * 0.001));
      from = to;
    }
  }
}
