package io.dermaflow.models.skin;

import static io.dermaflow.models.skin.FaceCrop.PIXELS;
import static io.dermaflow.models.skin.FaceCrop.SIDE;

/** Planes that several measurements look at; percent is 100 × ln. */
final class SkinMaps {

  /** Percent of luma. */
  final float[] light = new float[PIXELS];

  /** Percent of R / G: redness without the light. */
  final float[] red = new float[PIXELS];

  /** 1 on skin and on what shines on it, 0 elsewhere. */
  final float[] skin = new float[PIXELS];

  /** The light without dark specks and without light flakes. */
  final float[] broad;

  /** How much lighter than the surroundings that is; percent. */
  final float[] lightDetail;

  /** How much redder than the surroundings; percent. */
  final float[] redDetail;

  /** Standard deviation of the sensor's noise, percent of luma. */
  final float noise;

  /** Pixels with weight 1. */
  final int skinPixels;

  /** Half widths of what is no spot: pores and lines; flakes. Pixels. */
  static final int SPECK_REACH = 2;

  static final int FLAKE_REACH = 3;

  private static final float LEAST = 4;
  private static final int BINS = 6000;
  private static final float BIN = 0.01f;

  SkinMaps(FaceView view) {
    FaceCrop crop = view.crop();
    int n = 0;
    for (int i = 0; i < PIXELS; i++) {
      light[i] = (float) (100 * Math.log(Math.max(LEAST, crop.luma[i])));
      red[i] =
          (float) (100 * Math.log(Math.max(LEAST, crop.red[i]) / Math.max(LEAST, crop.green[i])));
      skin[i] = view.mask().isSurface(i) ? 1 : 0;
      n += (int) skin[i];
    }
    skinPixels = n;
    noise = noise();
    broad = Smoothing.opened(Smoothing.closed(light, SPECK_REACH), FLAKE_REACH);
    lightDetail = detail(broad);
    redDetail = detail(red);
  }

  /** Difference of two blurs of 1.2 and 7.5 pixels, both over skin only. */
  private float[] detail(float[] plane) {
    float[] near = Smoothing.box(plane, skin, 1, 2);
    float[] far = Smoothing.box(plane, skin, 7, 3);
    for (int i = 0; i < PIXELS; i++) {
      near[i] = skin[i] > 0 ? near[i] - far[i] : 0;
    }
    return near;
  }

  /**
   * From the median of |pixel − mean of its four neighbours|: 1.4826 × the median is the standard
   * deviation of a normal distribution, and that of the difference is √1.25 times the noise.
   */
  private float noise() {
    int[] counts = new int[BINS];
    int n = 0;
    for (int y = 1; y < SIDE - 1; y++) {
      for (int x = 1; x < SIDE - 1; x++) {
        int i = y * SIDE + x;
        if (skin[i] * skin[i - 1] * skin[i + 1] * skin[i - SIDE] * skin[i + SIDE] > 0) {
          float mean = (light[i - 1] + light[i + 1] + light[i - SIDE] + light[i + SIDE]) / 4;
          counts[bin(light[i] - mean)]++;
          n++;
        }
      }
    }
    return (float) (1.4826 * median(counts, n) / Math.sqrt(1.25));
  }

  /** Robust standard deviation of a plane around 0 over the pixels of a mask. */
  static double spread(float[] plane, boolean[] mask) {
    int[] counts = new int[BINS];
    int n = 0;
    for (int i = 0; i < PIXELS; i++) {
      if (mask[i]) {
        counts[bin(plane[i])]++;
        n++;
      }
    }
    return 1.4826 * median(counts, n);
  }

  private static int bin(float value) {
    return Math.min(BINS - 1, (int) (Math.abs(value) / BIN));
  }

  private static double median(int[] counts, int n) {
    int seen = 0;
    for (int bin = 0; bin < BINS; bin++) {
      int before = seen;
      seen += counts[bin];
      if (2 * seen > n) {
        return BIN * (bin + (n / 2.0 - before) / counts[bin]);
      }
    }
    return 0;
  }
}
