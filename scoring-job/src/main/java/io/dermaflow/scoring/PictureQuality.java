package io.dermaflow.scoring;

import io.dermaflow.datasets.pictures.Luma;
import io.dermaflow.datasets.pictures.Picture;
import java.util.Locale;
import java.util.Optional;

/**
 * Whether a picture shows enough to be judged.
 *
 * @param brightness 99th percentile of the luminance, 0..255: what light there is
 * @param darkness 1st percentile of the luminance, 0..255
 * @param sharpness variance of the Laplacian at 128 px over the contrast: small when out of focus
 * @param side shorter side, pixels
 */
record PictureQuality(double brightness, double darkness, double sharpness, int side) {

  private static final int GRID = 128;

  /** Parts of a level that are told apart where ranks are counted. */
  private static final int PARTS = 16;

  private static final double DARKEST = 60;
  private static final double BRIGHTEST = 235;
  private static final double LEAST_SHARPNESS = 0.02;
  private static final int LEAST_SIDE = 96;

  /** A doubt about a picture. */
  record Doubt(OutcomeReason reason, String evidence) {}

  /**
   * @param side shorter side of the file's picture, pixels; what is looked at may be smaller
   */
  static PictureQuality of(Picture picture, int side) {
    float[] grey = luminance(picture);
    int[] counts = new int[256 * PARTS];
    double sum = 0;
    double squares = 0;
    for (float value : grey) {
      sum += value;
      squares += value * value;
      counts[Math.min(counts.length - 1, (int) (value * PARTS))]++;
    }
    double mean = sum / grey.length;
    double contrast = Math.max(1, squares / grey.length - mean * mean);
    return new PictureQuality(
        quantile(counts, (int) (0.99 * (grey.length - 1))),
        quantile(counts, (int) (0.01 * (grey.length - 1))),
        laplacianVariance(grey) / contrast,
        side);
  }

  /** The value of a rank, 0 for the smallest, to a part of a level. */
  private static double quantile(int[] counts, int rank) {
    int seen = 0;
    for (int i = 0; i < counts.length; i++) {
      seen += counts[i];
      if (seen > rank) {
        return (i + 0.5) / PARTS;
      }
    }
    return 255;
  }

  /** ITU-R BT.601 luminance on a grid of 128 x 128 area means. */
  private static float[] luminance(Picture picture) {
    float[] grey = new float[GRID * GRID];
    int[] columns = new int[picture.width()]; // sums of 1000 x 255 for each pixel
    for (int gy = 0; gy < GRID; gy++) {
      int y0 = gy * picture.height() / GRID;
      int y1 = Math.max(y0 + 1, (gy + 1) * picture.height() / GRID);
      java.util.Arrays.fill(columns, 0);
      for (int y = y0; y < y1; y++) {
        addLuminance(picture.rgb(), y * picture.width() * 3, columns);
      }
      for (int gx = 0; gx < GRID; gx++) {
        int x0 = gx * picture.width() / GRID;
        int x1 = Math.max(x0 + 1, (gx + 1) * picture.width() / GRID);
        int sum = 0;
        for (int x = x0; x < x1; x++) {
          sum += columns[x];
        }
        grey[gy * GRID + gx] = sum / (1000f * (y1 - y0) * (x1 - x0));
      }
    }
    return grey;
  }

  private static void addLuminance(byte[] rgb, int row, int[] columns) {
    for (int x = 0, at = row; x < columns.length; x++, at += 3) {
      columns[x] += Luma.thousandths(rgb, at);
    }
  }

  private static double laplacianVariance(float[] grey) {
    double sum = 0;
    double squares = 0;
    int n = 0;
    for (int y = 1; y < GRID - 1; y++) {
      for (int x = 1; x < GRID - 1; x++) {
        int at = y * GRID + x;
        double value =
            4 * grey[at] - grey[at - 1] - grey[at + 1] - grey[at - GRID] - grey[at + GRID];
        sum += value;
        squares += value * value;
        n++;
      }
    }
    double mean = sum / n;
    return squares / n - mean * mean;
  }

  /** The first reason not to judge this picture. */
  Optional<Doubt> findDoubt() {
    if (side < LEAST_SIDE) {
      return doubt(OutcomeReason.TOO_SMALL, "shorter side %d px, at least %d", side, LEAST_SIDE);
    }
    if (brightness < DARKEST) {
      return doubt(
          OutcomeReason.TOO_DARK,
          "brightest parts at %.0f of 255, at least %.0f",
          brightness,
          DARKEST);
    }
    if (darkness > BRIGHTEST) {
      return doubt(
          OutcomeReason.TOO_BRIGHT,
          "darkest parts at %.0f of 255, at most %.0f",
          darkness,
          BRIGHTEST);
    }
    if (sharpness < LEAST_SHARPNESS) {
      return doubt(
          OutcomeReason.BLURRED, "sharpness %.4f, at least %.4f", sharpness, LEAST_SHARPNESS);
    }
    return Optional.empty();
  }

  private static Optional<Doubt> doubt(OutcomeReason reason, String format, Object... values) {
    return Optional.of(new Doubt(reason, String.format(Locale.ROOT, format, values)));
  }
}
