package io.dermaflow.datasets.rendered;

import io.dermaflow.datasets.pictures.Picture;
import java.util.SplittableRandom;

/**
 * A square of float RGB, 0..255, on which shapes are blended with soft edges. One instance is
 * reused for many pictures of one size; not thread-safe.
 */
final class Canvas {

  /** The background's lights are computed every so many pixels. */
  private static final int GLOW_STEP = 8;

  final int side;
  final float[] red;
  final float[] green;
  final float[] blue;

  Canvas(int side) {
    this.side = side;
    this.red = new float[side * side];
    this.green = new float[side * side];
    this.blue = new float[side * side];
  }

  /** Blends a colour over a pixel, {@code alpha} 0..1. */
  void blend(int at, float r, float g, float b, float alpha) {
    red[at] += (r - red[at]) * alpha;
    green[at] += (g - green[at]) * alpha;
    blue[at] += (b - blue[at]) * alpha;
  }

  /** Multiplies a pixel by {@code 1 - alpha * (1 - factor)} per channel. */
  void scale(int at, float r, float g, float b, float alpha) {
    red[at] *= 1 - alpha * (1 - r);
    green[at] *= 1 - alpha * (1 - g);
    blue[at] *= 1 - alpha * (1 - b);
  }

  /** Fills with a vertical gradient between two colours and a few large soft lights. */
  void backdrop(int top, int bottom, SplittableRandom random) {
    float[][] lights = new float[4][4];
    for (float[] light : lights) {
      light[0] = (float) random.nextDouble() * side;
      light[1] = (float) random.nextDouble() * side;
      light[2] = 1 / (side * (0.15f + 0.3f * (float) random.nextDouble()));
      light[3] = (float) (random.nextDouble() - 0.5) * 46;
    }
    float[] glow = new float[side / GLOW_STEP + 2];
    for (int y = 0; y < side; y++) {
      float t = (float) y / side;
      float r = mix(top >> 16 & 255, bottom >> 16 & 255, t);
      float g = mix(top >> 8 & 255, bottom >> 8 & 255, t);
      float b = mix(top & 255, bottom & 255, t);
      for (int i = 0; i < glow.length; i++) {
        glow[i] = glow(lights, i * GLOW_STEP, y);
      }
      for (int x = 0; x < side; x++) {
        int cell = x / GLOW_STEP;
        float add = mix(glow[cell], glow[cell + 1], (x % GLOW_STEP) / (float) GLOW_STEP);
        int at = y * side + x;
        red[at] = r + add;
        green[at] = g + add;
        blue[at] = b + add;
      }
    }
  }

  private static float glow(float[][] lights, int x, int y) {
    float sum = 0;
    for (float[] light : lights) {
      float dx = (x - light[0]) * light[2];
      float dy = (y - light[1]) * light[2];
      float q = 1 - dx * dx - dy * dy;
      sum += q > 0 ? q * q * light[3] : 0;
    }
    return sum;
  }

  /** A filled ellipse, turned by {@code angle} radians, with an edge one pixel soft. */
  void ellipse(double cx, double cy, double rx, double ry, double angle, int rgb, double alpha) {
    softEllipse(cx, cy, rx, ry, angle, rgb, alpha, 1.2 / Math.max(1, Math.min(rx, ry)));
  }

  /**
   * An ellipse whose edge fades over {@code edge} of its radius.
   *
   * @param edge 0 (hard) to 1 (fades from the centre on)
   */
  void softEllipse(
      double cx,
      double cy,
      double rx,
      double ry,
      double angle,
      int rgb,
      double alpha,
      double edge) {
    float cos = (float) StrictMath.cos(angle);
    float sin = (float) StrictMath.sin(angle);
    double reach = Math.max(rx, ry) * (1 + edge) + 1;
    int x0 = clampPixel(cx - reach);
    int x1 = clampPixel(cx + reach);
    int y0 = clampPixel(cy - reach);
    int y1 = clampPixel(cy + reach);
    float r = rgb >> 16 & 255;
    float g = rgb >> 8 & 255;
    float b = rgb & 255;
    float sharp = (float) (1 / Math.max(edge, 1e-3));
    for (int y = y0; y <= y1; y++) {
      float dy = (float) (y - cy);
      for (int x = x0; x <= x1; x++) {
        float dx = (float) (x - cx);
        float u = (dx * cos + dy * sin) / (float) rx;
        float v = (dy * cos - dx * sin) / (float) ry;
        float q = u * u + v * v;
        float limit = (float) (1 + edge);
        if (q < limit * limit) {
          float cover = (1 - (float) Math.sqrt(q)) * sharp + 0.5f;
          if (cover > 0) {
            blend(y * side + x, r, g, b, Math.min(1, cover) * (float) alpha);
          }
        }
      }
    }
  }

  /** A stroke along a quadratic Bézier curve; {@code factor} scales what is below it. */
  void stroke(double[] curve, double width, float[] factor, double alpha) {
    double length =
        Math.abs(curve[2] - curve[0])
            + Math.abs(curve[3] - curve[1])
            + Math.abs(curve[4] - curve[2])
            + Math.abs(curve[5] - curve[3]);
    int steps = Math.max(4, (int) (length / Math.max(0.7, width * 0.6)));
    for (int i = 0; i <= steps; i++) {
      double t = (double) i / steps;
      double x = bezier(curve[0], curve[2], curve[4], t);
      double y = bezier(curve[1], curve[3], curve[5], t);
      double taper = Math.min(1, 4 * Math.min(t, 1 - t) + 0.25);
      dab(x, y, width * taper, factor, alpha * 0.55);
    }
  }

  /** Sum per channel over a square around a point. */
  float[] sum(double cx, double cy, double reach) {
    int x0 = clampPixel(cx - reach);
    int x1 = clampPixel(cx + reach);
    int y0 = clampPixel(cy - reach);
    int y1 = clampPixel(cy + reach);
    float[] sum = new float[3];
    for (int y = y0; y <= y1; y++) {
      for (int x = x0; x <= x1; x++) {
        int at = y * side + x;
        sum[0] += red[at];
        sum[1] += green[at];
        sum[2] += blue[at];
      }
    }
    return sum;
  }

  /** Adds light to a soft disc, so that red shows on dark skin, too. */
  void glow(double cx, double cy, double radius, float r, float g, float b) {
    int x0 = clampPixel(cx - radius - 1);
    int x1 = clampPixel(cx + radius + 1);
    int y0 = clampPixel(cy - radius - 1);
    int y1 = clampPixel(cy + radius + 1);
    float inverse = (float) (1 / ((radius + 0.5) * (radius + 0.5)));
    for (int y = y0; y <= y1; y++) {
      float dy = (float) (y - cy);
      for (int x = x0; x <= x1; x++) {
        float dx = (float) (x - cx);
        float q = Math.min(1, 2 - 2 * (dx * dx + dy * dy) * inverse);
        if (q > 0) {
          int at = y * side + x;
          red[at] += r * q;
          green[at] += g * q;
          blue[at] += b * q;
        }
      }
    }
  }

  /** Scales a soft disc by {@code factor}. */
  void dab(double cx, double cy, double radius, float[] factor, double alpha) {
    int x0 = clampPixel(cx - radius - 1);
    int x1 = clampPixel(cx + radius + 1);
    int y0 = clampPixel(cy - radius - 1);
    int y1 = clampPixel(cy + radius + 1);
    float reach = (float) (radius + 0.5);
    float inverse = 1 / (reach * reach);
    for (int y = y0; y <= y1; y++) {
      float dy = (float) (y - cy);
      for (int x = x0; x <= x1; x++) {
        float dx = (float) (x - cx);
        float q = 1 - (dx * dx + dy * dy) * inverse;
        if (q > 0) {
          scale(y * side + x, factor[0], factor[1], factor[2], (float) alpha * Math.min(1, 2 * q));
        }
      }
    }
  }

  /** Three box blurs, close to a Gaussian; {@code radius} in pixels. */
  void blur(int radius) {
    float[] line = new float[side];
    for (float[] plane : new float[][] {red, green, blue}) {
      for (int pass = 0; pass < 3; pass++) {
        for (int y = 0; y < side; y++) {
          boxLine(plane, y * side, 1, radius, line);
        }
        for (int x = 0; x < side; x++) {
          boxLine(plane, x, side, radius, line);
        }
      }
    }
  }

  private void boxLine(float[] plane, int start, int stride, int radius, float[] line) {
    for (int i = 0; i < side; i++) {
      line[i] = plane[start + i * stride];
    }
    float sum = 0;
    for (int i = -radius; i <= radius; i++) {
      sum += line[Math.max(0, Math.min(side - 1, i))];
    }
    float scale = 1f / (2 * radius + 1);
    for (int i = 0; i < side; i++) {
      plane[start + i * stride] = sum * scale;
      sum += line[Math.min(side - 1, i + radius + 1)] - line[Math.max(0, i - radius)];
    }
  }

  /** A light 1-2-1 blur mixed in with {@code amount} 0..1: what a cheap lens does. */
  void soften(float amount) {
    float side3 = amount / 4;
    float centre = 1 - 2 * side3;
    for (float[] plane : new float[][] {red, green, blue}) {
      for (int y = 0; y < side; y++) {
        float before = plane[y * side];
        for (int x = 1; x < side - 1; x++) {
          int at = y * side + x;
          float here = plane[at];
          plane[at] = here * centre + (before + plane[at + 1]) * side3;
          before = here;
        }
      }
    }
  }

  /** Applies exposure and sensor noise and rounds to bytes. */
  Picture develop(float exposure, float warmth, float noise, long seed) {
    byte[] rgb = new byte[side * side * 3];
    float r = exposure * (1 + 0.06f * warmth);
    float b = exposure * (1 - 0.07f * warmth);
    long state = seed;
    for (int at = 0, out = 0; at < side * side; at++, out += 3) {
      state = state * 6364136223846793005L + 1442695040888963407L;
      // Sum of four bytes: mean 510, standard deviation 147.8.
      long bits = state >>> 24;
      float n =
          ((bits & 255) + (bits >> 8 & 255) + (bits >> 16 & 255) + (bits >> 24 & 255) - 510)
              * noise
              / 147.8f;
      float colour = ((bits >> 32 & 255) - 127.5f) * noise / 300f;
      rgb[out] = toByte(red[at] * r + n + colour);
      rgb[out + 1] = toByte(green[at] * exposure + n);
      rgb[out + 2] = toByte(blue[at] * b + n - colour);
    }
    return new Picture(side, side, rgb);
  }

  private static byte toByte(float value) {
    return (byte) (value <= 0 ? 0 : value >= 255 ? 255 : (int) (value + 0.5f));
  }

  private int clampPixel(double value) {
    return (int) Math.max(0, Math.min(side - 1, value));
  }

  private static double bezier(double a, double b, double c, double t) {
    double s = 1 - t;
    return s * s * a + 2 * s * t * b + t * t * c;
  }

  static float mix(float a, float b, float t) {
    return a + (b - a) * t;
  }
}
