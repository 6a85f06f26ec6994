package io.dermaflow.datasets.rendered;

import java.util.SplittableRandom;

/**
 * Paints one face. Positions on the face are (u, v): u from -1 (left edge) to 1 (right edge), v
 * from -1 (hairline) to 1 (chin).
 */
final class FacePainter {

  /** Monk Skin Tone scale, its ten published sRGB swatches. */
  private static final int[] MONK = {
    0xF6EDE4, 0xF3E7DB, 0xF7EAD0, 0xEADABA, 0xD7BD96, 0xA07E56, 0x825C43, 0x604134, 0x3A312A,
    0x292420
  };

  /** Where oily skin shines: u, v, half width, half height, 1 in the T-zone. */
  private static final float[][] SHINE = {
    {0f, -0.62f, 0.42f, 0.2f, 1},
    {0.04f, 0.02f, 0.1f, 0.36f, 1},
    {0.02f, 0.84f, 0.2f, 0.13f, 1},
    {-0.56f, 0.12f, 0.24f, 0.2f, 0},
    {0.58f, 0.1f, 0.24f, 0.2f, 0},
  };

  /** Where skin reddens: u, v, half width, half height. */
  private static final float[][] RED = {
    {-0.55f, 0.25f, 0.42f, 0.36f}, {0.55f, 0.25f, 0.42f, 0.36f}, {0f, 0.22f, 0.24f, 0.3f},
  };

  private final Canvas canvas;
  private final SelfieSpec spec;
  private final SplittableRandom random;
  private final ValueNoise noise;
  private final double cos;
  private final double sin;
  private final double cx;
  private final double cy;
  private final double a;
  private final double b;

  FacePainter(Canvas canvas, SelfieSpec spec) {
    this.canvas = canvas;
    this.spec = spec;
    this.random = new SplittableRandom(spec.textureSeed());
    this.noise = new ValueNoise(random);
    this.cos = StrictMath.cos(spec.roll());
    this.sin = StrictMath.sin(spec.roll());
    this.cx = spec.centreX() * canvas.side;
    this.cy = spec.centreY() * canvas.side;
    this.a = spec.halfWidth() * canvas.side;
    this.b = a * spec.elongation();
  }

  void paint() {
    paintHairBehind();
    paintBody();
    paintSkin();
    new SkinSigns(this, canvas, spec.skin(), random).paint();
    paintFeatures();
    paintFringe();
  }

  double x(double u, double v) {
    double narrowed = u * narrow(v);
    return cx + narrowed * a * cos - v * b * sin;
  }

  double y(double u, double v) {
    double narrowed = u * narrow(v);
    return cy + narrowed * a * sin + v * b * cos;
  }

  /** Pixels of a length given as a fraction of the half width. */
  double px(double length) {
    return length * a;
  }

  private double narrow(double v) {
    return v > 0 ? 1 - spec.jaw() * v : 1;
  }

  private int tone(double factor) {
    return shade(albedo(), factor);
  }

  /** The swatch as a camera exposes it: the lightest kept below white, the darkest above black. */
  private int albedo() {
    int rgb = MONK[spec.monkTone() - 1];
    int colour = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
      colour |= (int) (34 + 0.77 * (rgb >> shift & 255)) << shift;
    }
    return colour;
  }

  /** 0 on light skin, 1 on the darkest. */
  double depth() {
    return (spec.monkTone() - 1) / 9.0;
  }

  private static int shade(int rgb, double factor) {
    int r = (int) Math.min(255, (rgb >> 16 & 255) * factor);
    int g = (int) Math.min(255, (rgb >> 8 & 255) * factor);
    int blue = (int) Math.min(255, (rgb & 255) * factor);
    return r << 16 | g << 8 | blue;
  }

  private void paintHairBehind() {
    canvas.ellipse(
        x(0, -0.2), y(0, -0.2), a * 1.2, b * 1.02, spec.roll(), shade(spec.hair(), 0.85), 1);
    if (spec.hairLength() > 0.4) {
      double length = 0.4 + 0.6 * spec.hairLength();
      for (int sideOf = -1; sideOf <= 1; sideOf += 2) {
        canvas.ellipse(
            x(sideOf * 0.9, length - 0.5),
            y(sideOf * 0.9, length - 0.5),
            a * 0.36,
            b * length,
            spec.roll() - sideOf * 0.06,
            shade(spec.hair(), 0.85),
            1);
      }
    }
  }

  private void paintBody() {
    int side = canvas.side;
    canvas.ellipse(cx, cy + b * 1.1, a * 0.52, b * 0.6, 0, tone(0.78), 1);
    canvas.ellipse(
        cx, cy + b * 2.15, Math.max(a * 1.9, side * 0.4), b * 0.85, 0, spec.clothes(), 1);
    if (spec.hairLength() < 0.5) {
      for (int sideOf = -1; sideOf <= 1; sideOf += 2) {
        canvas.ellipse(
            x(sideOf * 1.0, 0.05),
            y(sideOf * 1.0, 0.05),
            a * 0.13,
            b * 0.2,
            spec.roll(),
            tone(0.82),
            1);
      }
    }
  }

  private void paintSkin() {
    int rgb = albedo();
    float baseR = rgb >> 16 & 255;
    float baseG = rgb >> 8 & 255;
    float baseB = rgb & 255;
    SkinState skin = spec.skin();
    float dull = (float) (0.75 * Math.max(0, skin.dullness() - 0.1));
    float grey = (baseR + baseG + baseB) / 3 * 0.88f;
    baseR = Canvas.mix(baseR, grey, dull * 0.6f);
    baseG = Canvas.mix(baseG, grey, dull * 0.6f);
    baseB = Canvas.mix(baseB, grey * 0.98f, dull * 0.6f);
    float light = (float) spec.lightStrength() * (1 - 0.5f * dull);
    float lx = (float) spec.lightX();
    float ly = (float) spec.lightY();
    float norm = (float) Math.sqrt(lx * lx + ly * ly + 1);
    float bumps = (float) Math.max(0, skin.texture() - 0.15) * 0.11f;
    float reach = (float) (Math.max(a, b) * 1.03);
    int y0 = Math.max(0, (int) (cy - reach));
    int y1 = Math.min(canvas.side - 1, (int) (cy + reach));
    int x0 = Math.max(0, (int) (cx - reach));
    int x1 = Math.min(canvas.side - 1, (int) (cx + reach));
    float edge = (float) (a / 1.5);
    float coarse = (float) (9 / a);
    float fine = (float) (28 / a);
    for (int y = y0; y <= y1; y++) {
      for (int x = x0; x <= x1; x++) {
        float dx = (float) (x - cx);
        float dy = (float) (y - cy);
        float v = (float) ((dy * cos - dx * sin) / b);
        float u = (float) ((dx * cos + dy * sin) / a / narrow(v));
        float rho2 = u * u + v * v;
        if (rho2 > 1.03f) {
          continue;
        }
        float cover = Math.min(1, (1 - (float) Math.sqrt(rho2)) * edge + 0.5f);
        if (cover <= 0) {
          continue;
        }
        float nz = (float) Math.sqrt(Math.max(0, 1 - rho2));
        float lambert = Math.max(0, (u * lx + v * ly + nz) / norm);
        float shade = (1 - light) * (0.86f + 0.14f * nz) + light * (0.5f + 0.62f * lambert);
        float patch = noise.at(x * coarse, y * coarse);
        float grain = noise.at(x * fine + 17, y * fine + 5);
        shade *= 1 + 0.018f * patch + bumps * grain + 0.35f * bumps * patch;
        float red = redness(u, v) * (0.8f + 0.4f * patch);
        float shine = shine(u, v) * (0.85f + 0.3f * grain);
        float r = baseR * shade * (1 + 0.1f * red);
        float g = baseG * shade * (1 - 0.3f * red);
        float blu = baseB * shade * (1 - 0.25f * red);
        canvas.blend(
            y * canvas.side + x,
            r + shine * (252 - r),
            g + shine * (250 - g),
            blu + shine * (246 - blu),
            cover);
      }
    }
  }

  private float redness(float u, float v) {
    float strength = (float) spec.skin().redness();
    if (strength < 0.02f) {
      return 0;
    }
    float sum = 0;
    for (float[] area : RED) {
      float p = (u - area[0]) / area[2];
      float q = (v - area[1]) / area[3];
      float w = 1 - p * p - q * q;
      if (w > 0) {
        sum = Math.max(sum, Math.min(1, 2 * w));
      }
    }
    return sum * strength;
  }

  private float shine(float u, float v) {
    float tZone = (float) spec.skin().shineTZone();
    float cheeks = (float) spec.skin().shineCheeks();
    float sum = 0;
    for (float[] spot : SHINE) {
      float strength = spot[4] > 0 ? tZone : cheeks;
      float p = (u - spot[0]) / spot[2];
      float q = (v - spot[1]) / spot[3];
      float w = 1 - p * p - q * q;
      if (w > 0) {
        sum += w * w * strength;
      }
    }
    return Math.min(0.85f, 1.05f * sum);
  }

  private void paintFeatures() {
    double yaw = spec.yaw();
    for (int sideOf = -1; sideOf <= 1; sideOf += 2) {
      paintEye(sideOf * 0.42 + yaw, -0.14, sideOf);
    }
    paintNose(yaw);
    paintMouth(yaw);
  }

  private void paintEye(double u, double v, int sideOf) {
    double roll = spec.roll();
    double w = px(0.185);
    double h = px(0.092);
    double x = x(u, v);
    double y = y(u, v);
    canvas.softEllipse(x, y - px(0.03), w * 1.5, h * 2.3, roll, tone(0.5), 0.5, 0.8);
    canvas.ellipse(x, y, w, h, roll, shade(0xEFEAE6, 0.93 - 0.42 * depth()), 1);
    double gaze = x + px(0.02) * spec.lightX();
    canvas.ellipse(gaze, y, h * 0.98, h * 0.98, 0, shade(0x4A3222, 1 - 0.5 * depth()), 1);
    canvas.ellipse(gaze, y, h * 0.45, h * 0.45, 0, 0x0D0A09, 1);
    canvas.ellipse(gaze - h * 0.3, y - h * 0.35, h * 0.18, h * 0.18, 0, 0xFFFFFF, 0.9);
    float[] lid = {0.22f, 0.2f, 0.2f};
    canvas.stroke(
        new double[] {
          x(u - 0.2, v + 0.01), y(u - 0.2, v + 0.01),
          x(u, v - 0.135), y(u, v - 0.135),
          x(u + 0.2, v + 0.01), y(u + 0.2, v + 0.01)
        },
        px(0.03),
        lid,
        1);
    int brow = shade(spec.hair(), 0.8);
    for (int i = 0; i < 7; i++) {
      double t = i / 6.0 - 0.5;
      double bu = u + t * 0.46;
      double bv = v - 0.2 - 0.045 * (1 - 4 * t * t) + 0.01 * sideOf * t;
      canvas.ellipse(
          x(bu, bv), y(bu, bv), px(0.075), px(0.034), roll + sideOf * 0.25 * t, brow, 0.75);
    }
  }

  private void paintNose(double yaw) {
    double u = yaw * 1.5;
    float[] shadow = {0.72f, 0.64f, 0.62f};
    double lit = spec.lightX() > 0 ? -1 : 1;
    canvas.stroke(
        new double[] {
          x(yaw + lit * 0.11, -0.1), y(yaw + lit * 0.11, -0.1),
          x(u + lit * 0.1, 0.12), y(u + lit * 0.1, 0.12),
          x(u + lit * 0.17, 0.3), y(u + lit * 0.17, 0.3)
        },
        px(0.045),
        shadow,
        0.34);
    canvas.stroke(
        new double[] {
          x(u - 0.17, 0.31), y(u - 0.17, 0.31),
          x(u, 0.4), y(u, 0.4),
          x(u + 0.17, 0.31), y(u + 0.17, 0.31)
        },
        px(0.03),
        shadow,
        0.6);
    for (int sideOf = -1; sideOf <= 1; sideOf += 2) {
      canvas.softEllipse(
          x(u + sideOf * 0.085, 0.325),
          y(u + sideOf * 0.085, 0.325),
          px(0.045),
          px(0.026),
          spec.roll(),
          tone(0.28),
          0.85,
          0.5);
    }
  }

  private void paintMouth(double yaw) {
    double u = yaw * 1.1;
    int rgb = albedo();
    int r = (int) Math.min(255, (rgb >> 16 & 255) * 0.86 + 14);
    int g = (int) ((rgb >> 8 & 255) * 0.58);
    int blue = (int) ((rgb & 255) * 0.6);
    int lips = r << 16 | g << 8 | blue;
    double roll = spec.roll();
    canvas.softEllipse(x(u, 0.69), y(u, 0.69), px(0.24), px(0.05), roll, tone(0.6), 0.5, 0.7);
    canvas.ellipse(x(u - 0.1, 0.555), y(u - 0.1, 0.555), px(0.19), px(0.062), roll, lips, 0.95);
    canvas.ellipse(x(u + 0.1, 0.555), y(u + 0.1, 0.555), px(0.19), px(0.062), roll, lips, 0.95);
    canvas.ellipse(x(u, 0.605), y(u, 0.605), px(0.24), px(0.078), roll, lips, 0.95);
    float[] parting = {0.4f, 0.33f, 0.33f};
    canvas.stroke(
        new double[] {
          x(u - 0.3, 0.565), y(u - 0.3, 0.565),
          x(u, 0.6), y(u, 0.6),
          x(u + 0.3, 0.565), y(u + 0.3, 0.565)
        },
        px(0.02),
        parting,
        0.9);
  }

  private void paintFringe() {
    double depth = 0.1 + 0.32 * spec.fringe();
    int strands = 26;
    for (int i = 0; i <= strands; i++) {
      double u = -0.92 + 1.84 * i / strands;
      double top = -Math.sqrt(Math.max(0, 1 - u * u)) - 0.04;
      double length = depth * (0.65 + 0.5 * random.nextDouble()) * (0.75 + 0.25 * Math.abs(u));
      int colour = shade(spec.hair(), 0.8 + 0.45 * random.nextDouble());
      canvas.ellipse(
          x(u, top + length / 2),
          y(u, top + length / 2),
          px(0.085),
          b * (length / 2 + 0.05),
          spec.roll() - 0.35 * u,
          colour,
          0.92);
    }
  }
}
