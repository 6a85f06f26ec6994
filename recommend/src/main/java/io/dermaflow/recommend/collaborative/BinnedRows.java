package io.dermaflow.recommend.collaborative;

import java.util.Arrays;

/** Rows of features with each value replaced by the number of the quantile it falls into. */
final class BinnedRows {

  /** Most quantiles of a feature. */
  static final int BINS = 64;

  private static final int SAMPLE = 20_000;

  final int rows;
  final int width;

  /** By feature: what separates a bin from the next; a value equal to it is below. */
  final float[][] cuts;

  /** By feature and row: the bin. */
  final byte[][] bins;

  /**
   * @param values features, row by row
   * @param width number of features of a row
   */
  BinnedRows(float[] values, int width) {
    this.width = width;
    rows = values.length / width;
    cuts = new float[width][];
    bins = new byte[width][rows];
    for (int f = 0; f < width; f++) {
      cuts[f] = cuts(values, f);
      for (int row = 0; row < rows; row++) {
        int found = Arrays.binarySearch(cuts[f], values[row * width + f]);
        bins[f][row] = (byte) (found >= 0 ? found : -found - 1);
      }
    }
  }

  private float[] cuts(float[] values, int feature) {
    int step = Math.max(1, rows / SAMPLE);
    float[] sample = new float[(rows + step - 1) / step];
    for (int i = 0; i < sample.length; i++) {
      sample[i] = values[i * step * width + feature];
    }
    Arrays.sort(sample);
    float[] found = new float[BINS - 1];
    int size = 0;
    for (int bin = 1; bin < BINS && sample.length > 0; bin++) {
      float cut = sample[(int) ((long) bin * sample.length / BINS)];
      if (cut < sample[sample.length - 1] && (size == 0 || cut > found[size - 1])) {
        found[size++] = cut;
      }
    }
    return Arrays.copyOf(found, size);
  }
}
