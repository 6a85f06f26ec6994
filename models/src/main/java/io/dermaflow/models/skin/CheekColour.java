package io.dermaflow.models.skin;

import static io.dermaflow.models.skin.FaceCrop.SIDE;

import io.dermaflow.datasets.pictures.Luma;
import org.jspecify.annotations.Nullable;

/**
 * The colour of a person's cheeks: medians of each channel over {@link Zone#TONE}, so that spots,
 * strands of hair and highlights do not count.
 *
 * @param red 0..255
 * @param green 0..255
 * @param blue 0..255
 * @param pixels how many working pixels it comes from
 * @param clipped share of them, 0..1, that are black or burnt out
 * @param imbalance difference of luma between the sides over the luma of both, 0..1
 */
record CheekColour(
    double red, double green, double blue, int pixels, double clipped, double imbalance) {

  private static final int BURNT = 254;
  private static final int BLACK = 3;

  /** Over those of the pixels of the cheeks that {@code kinds} call skin; null takes all. */
  static CheekColour of(FaceCrop crop, FaceMap map, byte @Nullable [] kinds) {
    return of(crop, map, kinds, map.tone);
  }

  /** The same of other pixels. */
  static CheekColour of(FaceCrop crop, FaceMap map, byte @Nullable [] kinds, char[] where) {
    int[][] counts = new int[3][256];
    int[][] sides = new int[2][256];
    int pixels = 0;
    int clipped = 0;
    for (int i : where) {
      if (kinds != null && kinds[i] != SkinMask.SKIN) {
        continue;
      }
      int y = i / SIDE;
      int x = i % SIDE;
      int r = level(crop.red[y][x]);
      int g = level(crop.green[y][x]);
      int b = level(crop.blue[y][x]);
      counts[0][r]++;
      counts[1][g]++;
      counts[2][b]++;
      sides[map.isRight(i) ? 1 : 0][level(crop.luma[y][x])]++;
      int most = Math.max(r, Math.max(g, b));
      clipped += most >= BURNT || most <= BLACK ? 1 : 0;
      pixels++;
    }
    if (pixels == 0) {
      return new CheekColour(0, 0, 0, 0, 0, 0);
    }
    double left = median(sides[0]);
    double right = median(sides[1]);
    double imbalance =
        left < 0 || right < 0 ? 0 : Math.abs(left - right) / Math.max(1, Math.max(left, right));
    return new CheekColour(
        median(counts[0]),
        median(counts[1]),
        median(counts[2]),
        pixels,
        (double) clipped / pixels,
        imbalance);
  }

  private static int level(float value) {
    return Math.min(255, (int) (value + 0.5f));
  }

  /** (R − Y) / Y. */
  double redness() {
    return (red - luma()) / Math.max(1, luma());
  }

  /** (B − Y) / Y. */
  double blueness() {
    return (blue - luma()) / Math.max(1, luma());
  }

  double luma() {
    return Luma.of(red, green, blue);
  }

  /** Median of a histogram, or −1 of an empty one. */
  private static double median(int[] counts) {
    int all = 0;
    for (int count : counts) {
      all += count;
    }
    int seen = 0;
    for (int value = 0; value < counts.length; value++) {
      seen += counts[value];
      if (2 * seen > all) {
        return value;
      }
    }
    return -1;
  }
}
