package io.dermaflow.models.skin;

import io.dermaflow.datasets.pictures.Luma;

/**
 * A colour in CIE L*a*b* under D65 (CIE 15:2004).
 *
 * @param l lightness, 0 black to 100 white
 * @param a green (negative) to red (positive)
 * @param b blue (negative) to yellow (positive)
 */
public record Lab(double l, double a, double b) {

  private static final double POW25_7 = Math.pow(25, 7);

  /** The colour of sRGB values 0..255 (IEC 61966-2-1); fractions are allowed. */
  public static Lab of(double red, double green, double blue) {
    double r = linear(red);
    double g = linear(green);
    double b = linear(blue);
    double x = curve((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047);
    double y = curve(0.2126 * r + 0.7152 * g + 0.0722 * b);
    double z = curve((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883);
    return new Lab(116 * y - 16, 500 * (x - y), 200 * (y - z));
  }

  /**
   * The same colour under the light that gives it the brightness {@code luma}: shading and depth of
   * tone are taken out, hue and saturation stay.
   *
   * @param luma Rec. 601 luma 0..255 that the colour is scaled to
   */
  static Lab atLuma(double red, double green, double blue, double luma) {
    double scale = luma / Math.max(1, Luma.of(red, green, blue));
    return of(
        Math.min(255, red * scale), Math.min(255, green * scale), Math.min(255, blue * scale));
  }

  static double linear(double value) {
    double v = value / 255;
    return v <= 0.04045 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4);
  }

  static double curve(double t) {
    return t > 216.0 / 24389 ? Math.cbrt(t) : (24389.0 / 27 * t + 16) / 116;
  }

  /** Individual typology angle, atan((L* − 50) / b*), degrees (Chardon et al., 1991). */
  public double ita() {
    return Math.toDegrees(Math.atan2(l - 50, Math.max(1e-6, b)));
  }

  /** Angle of (a*, b*), degrees −180..180: 0 is red, 90 is yellow. */
  public double hue() {
    return Math.toDegrees(Math.atan2(b, a));
  }

  /** Distance from grey. */
  public double chroma() {
    return Math.hypot(a, b);
  }

  /**
   * CIEDE2000 colour difference with all weights 1 (Sharma, Wu and Dalal, The CIEDE2000
   * color-difference formula, Color Research and Application 30, 2005); about 1 is just visible.
   */
  public double difference(Lab other) {
    double stretch = 1 + 0.5 * (1 - saturation((chroma() + other.chroma()) / 2));
    double a1 = a * stretch;
    double a2 = other.a * stretch;
    double c1 = Math.hypot(a1, b);
    double c2 = Math.hypot(a2, other.b);
    double meanL = (l + other.l) / 2;
    double meanC = (c1 + c2) / 2;
    double turn = 0;
    double meanHue;
    if (c1 * c2 == 0) {
      meanHue = degrees(b, a1) + degrees(other.b, a2);
    } else {
      double h1 = degrees(b, a1);
      turn = (degrees(other.b, a2) - h1 + 540) % 360 - 180;
      meanHue = (h1 + turn / 2 + 360) % 360;
    }
    double lightness = (other.l - l) / lightnessWeight(meanL);
    double chroma = (c2 - c1) / (1 + 0.045 * meanC);
    double hue = 2 * Math.sqrt(c1 * c2) * sin(turn / 2) / (1 + 0.015 * meanC * hueWeight(meanHue));
    double distance = (meanHue - 275) / 25;
    double rotation = -2 * saturation(meanC) * sin(60 * Math.exp(-distance * distance));
    return Math.sqrt(lightness * lightness + chroma * chroma + hue * hue + rotation * chroma * hue);
  }

  private static double saturation(double chroma) {
    double c7 = Math.pow(chroma, 7);
    return Math.sqrt(c7 / (c7 + POW25_7));
  }

  private static double lightnessWeight(double l) {
    double square = (l - 50) * (l - 50);
    return 1 + 0.015 * square / Math.sqrt(20 + square);
  }

  private static double hueWeight(double hue) {
    return 1
        - 0.17 * cos(hue - 30)
        + 0.24 * cos(2 * hue)
        + 0.32 * cos(3 * hue + 6)
        - 0.20 * cos(4 * hue - 63);
  }

  private static double degrees(double y, double x) {
    return (Math.toDegrees(Math.atan2(y, x)) + 360) % 360;
  }

  private static double sin(double degrees) {
    return Math.sin(Math.toRadians(degrees));
  }

  private static double cos(double degrees) {
    return Math.cos(Math.toRadians(degrees));
  }
}
