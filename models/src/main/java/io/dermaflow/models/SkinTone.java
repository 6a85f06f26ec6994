package io.dermaflow.models;

import io.dermaflow.datasets.pictures.Picture;
import java.util.Arrays;

/**
 * Skin tone as {@code {fair,light,medium,tan,deep}-{cool,neutral,warm}}, from the cheeks. Depth is
 * the individual typology angle, ITA = atan((L* − 50) / b*) in degrees (Chardon et al., 1991), with
 * the usual bounds 55, 41, 28 and 10; the undertone is the hue angle of (a*, b*).
 */
public final class SkinTone {

  /** No tone could be told. */
  public static final String UNKNOWN = "unknown";

  private static final double COOL_BELOW = 48;
  private static final double WARM_ABOVE = 62;

  private SkinTone() {}

  /** The tone of a face: median colour of two patches below the eyes. */
  public static String of(Picture picture, FaceBox face) {
    int[] rgb = cheeks(picture, face);
    if (rgb.length == 0) {
      return UNKNOWN;
    }
    double[] lab = lab(rgb[0], rgb[1], rgb[2]);
    double ita = Math.toDegrees(Math.atan2(lab[0] - 50, Math.max(1e-6, lab[2])));
    double hue = Math.toDegrees(Math.atan2(lab[2], lab[1]));
    String undertone = hue < COOL_BELOW ? "cool" : hue > WARM_ABOVE ? "warm" : "neutral";
    return depth(ita) + "-" + undertone;
  }

  private static String depth(double ita) {
    if (ita > 55) {
      return "fair";
    }
    if (ita > 41) {
      return "light";
    }
    if (ita > 28) {
      return "medium";
    }
    return ita > 10 ? "tan" : "deep";
  }

  private static int[] cheeks(Picture picture, FaceBox face) {
    int patch = Math.max(2, (int) (face.side() * 0.1));
    int y0 = (int) (face.y() + face.side() * 0.55);
    int[] lefts = {(int) (face.x() + face.side() * 0.22), (int) (face.x() + face.side() * 0.68)};
    int[][] values = new int[3][lefts.length * patch * patch];
    int n = 0;
    for (int left : lefts) {
      for (int y = y0; y < y0 + patch; y++) {
        for (int x = left; x < left + patch; x++) {
          if (x >= 0 && y >= 0 && x < picture.width() && y < picture.height()) {
            for (int c = 0; c < 3; c++) {
              values[c][n] = picture.channel(x, y, c);
            }
            n++;
          }
        }
      }
    }
    if (n == 0) {
      return new int[0];
    }
    int[] median = new int[3];
    for (int c = 0; c < 3; c++) {
      Arrays.sort(values[c], 0, n);
      median[c] = values[c][n / 2];
    }
    return median;
  }

  /** CIE L*a*b* of an sRGB colour under D65. */
  private static double[] lab(int red, int green, int blue) {
    double r = linear(red);
    double g = linear(green);
    double b = linear(blue);
    double x = curve((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047);
    double y = curve(0.2126 * r + 0.7152 * g + 0.0722 * b);
    double z = curve((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883);
    return new double[] {116 * y - 16, 500 * (x - y), 200 * (y - z)};
  }

  private static double linear(int value) {
    double v = value / 255.0;
    return v <= 0.04045 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4);
  }

  private static double curve(double t) {
    return t > 216.0 / 24389 ? Math.cbrt(t) : (24389.0 / 27 * t + 16) / 116;
  }

  /** True when skin fills the frame: a close-up, where no face can be found. */
  public static boolean fillsFrame(Picture picture) {
    return skinShare(picture) > 0.85;
  }

  /**
   * Share of the frame that is skin, by a simple form of the rule of Kovač, Peer and Solina (2003):
   * red leads green and blue, with enough spread.
   */
  public static double skinShare(Picture picture) {
    int skin = 0;
    int seen = 0;
    int step = Math.max(1, Math.min(picture.width(), picture.height()) / 64);
    for (int y = 0; y < picture.height(); y += step) {
      for (int x = 0; x < picture.width(); x += step) {
        int r = picture.channel(x, y, 0);
        int g = picture.channel(x, y, 1);
        int b = picture.channel(x, y, 2);
        seen++;
        if (r > 60 && r > g && g >= b && r - b > 15) {
          skin++;
        }
      }
    }
    return (double) skin / seen;
  }
}
