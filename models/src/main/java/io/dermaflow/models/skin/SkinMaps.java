package io.dermaflow.models.skin;

import static io.dermaflow.models.skin.FaceCrop.SIDE;

/** Planes that several measurements look at; percent is {@link Percent}. */
final class SkinMaps {

  /** Half widths of what is no spot: pores and lines; flakes. Pixels. */
  static final int SPECK_REACH = 2;

  static final int FLAKE_REACH = 3;

  /** Percent outside skin: darker than any skin. */
  private static final float NOTHING = -1000;

  /** Noise is looked at in every so many rows. */
  private static final int STEP = 2;

  private static final int BINS = 6000;

  /** Bins of a percent. */
  private static final float FINENESS = 100;

  /** Percent of luma. */
  final float[][] light;

  /** Percent of R / G: redness without the light. */
  final float[][] red;

  /** 1 on skin and on what shines on it, 0 elsewhere. */
  final float[][] skin;

  /** The same. */
  final Bits surface;

  /** The light without dark specks. */
  final float[][] filled;

  /** The light without dark specks and without light flakes, smoothed; very dark outside skin. */
  final float[][] broad;

  /** How much lighter than the surroundings that is; percent. */
  final float[][] lightDetail;

  /** How much redder than the surroundings; percent. */
  final float[][] redDetail;

  /** Standard deviation of the sensor's noise, percent of luma. */
  final float noise;

  /** Pixels with weight 1. */
  final int skinPixels;

  private final Extent extent;

  SkinMaps(FaceView view) {
    Workspace memory = view.workspace();
    this.extent = view.map().extent;
    this.light = memory.light;
    this.red = memory.redness;
    this.skin = memory.surface;
    this.surface = memory.surfaceBits;
    this.filled = memory.filled;
    this.broad = memory.broad;
    this.lightDetail = memory.lightDetail;
    this.redDetail = memory.redDetail;
    this.skinPixels = view.mask().surfacePixels();
    FaceCrop crop = view.crop();
    for (int y = extent.top(); y < extent.bottom(); y++) {
      Percent.of(crop.luma[y], light[y], extent);
      Percent.ofRatio(crop.red[y], crop.green[y], red[y], extent);
    }
    this.noise = noise(memory);
    takeSpecksOut(memory);
    SkinMeans means = new SkinMeans(view);
    means.look(broad, lightDetail, broad, NOTHING);
    means.look(red, redDetail, memory.seventh, 0);
  }

  private void takeSpecksOut(Workspace memory) {
    Morphology morphology = new Morphology(extent);
    morphology.grow(light, filled, memory.first, SPECK_REACH);
    morphology.shrink(filled, filled, memory.first, SPECK_REACH);
    morphology.shrink(filled, broad, memory.first, FLAKE_REACH);
    morphology.grow(broad, broad, memory.first, FLAKE_REACH);
  }

  /**
   * From the median of |pixel − mean of its four neighbours|: 1.4826 × the median is the standard
   * deviation of a normal distribution, and that of the difference is √1.25 times the noise.
   */
  private float noise(Workspace memory) {
    float[][] difference = memory.first;
    float[] before = new float[SIDE];
    float[] after = new float[SIDE];
    for (int y = extent.top() + 1; y < extent.bottom() - 1; y += STEP) {
      System.arraycopy(light[y], 0, before, 1, SIDE - 1);
      System.arraycopy(light[y], 1, after, 0, SIDE - 1);
      subtract(light[y], before, after, light[y - 1], light[y + 1], difference[y]);
    }
    return (float)
        (spread(difference, surface.withNeighbours(), extent.top() + 1, STEP) / Math.sqrt(1.25));
  }

  private void subtract(
      float[] row, float[] before, float[] after, float[] above, float[] below, float[] out) {
    for (int x = extent.left(), end = extent.right(); x < end; x++) {
      out[x] = row[x] - 0.25f * (before[x] + after[x] + above[x] + below[x]);
    }
  }

  /**
   * Robust standard deviation of a plane around 0 over the pixels of a mask.
   *
   * @param from first row that is looked at
   * @param step from it to the next
   */
  static double spread(float[][] plane, Bits mask, int from, int step) {
    int[] counts = new int[BINS];
    int n = 0;
    for (int y = from; y < SIDE; y += step) {
      float[] row = plane[y];
      for (int k = 0; k < Bits.WORDS; k++) {
        for (long word = mask.words[y * Bits.WORDS + k]; word != 0; word &= word - 1) {
          float value = row[k << 6 | Long.numberOfTrailingZeros(word)];
          counts[Math.min(BINS - 1, (int) (Math.abs(value) * FINENESS))]++;
          n++;
        }
      }
    }
    return 1.4826 * median(counts, n);
  }

  private static double median(int[] counts, int n) {
    int seen = 0;
    for (int bin = 0; bin < BINS; bin++) {
      int before = seen;
      seen += counts[bin];
      if (2 * seen > n) {
        return (bin + (n / 2.0 - before) / counts[bin]) / FINENESS;
      }
    }
    return 0;
  }
}
