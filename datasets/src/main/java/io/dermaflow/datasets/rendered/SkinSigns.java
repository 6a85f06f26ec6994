package io.dermaflow.datasets.rendered;

import java.util.SplittableRandom;

/**
 * Scatters over painted skin what can be counted or followed: lesions, pores, spots, flakes, lines.
 */
final class SkinSigns {

  private static final float[] LESION = {0.9f, 0.5f, 0.52f};
  private static final float[] HALO = {1.03f, 0.84f, 0.85f};
  private static final float[] PORE = {0.4f, 0.38f, 0.37f};
  private static final float[] BROWN = {0.66f, 0.55f, 0.46f};
  private static final float[] LINE = {0.66f, 0.58f, 0.56f};
  private static final float[] LIGHT_EDGE = {1.09f, 1.09f, 1.08f};

  /** Share of a lesion's colour that its surroundings take back: all of it would look green. */
  private static final double TAKEN_BACK = 0.85;

  private final FacePainter face;
  private final Canvas canvas;
  private final SkinState skin;
  private final SplittableRandom random;

  SkinSigns(FacePainter face, Canvas canvas, SkinState skin, SplittableRandom random) {
    this.face = face;
    this.canvas = canvas;
    this.skin = skin;
    this.random = random;
  }

  void paint() {
    paintDarkSpots();
    paintBlackheads();
    paintFlakes();
    paintLines();
    paintLesions();
  }

  /** The counted half has exactly its lesions, the other about as many. */
  private void paintLesions() {
    int counted = skin.lesions();
    int other = counted == 0 ? 0 : (int) (counted * (0.8 + 0.4 * random.nextDouble()) + 0.5);
    double size = 0.8 + 0.45 * random.nextDouble();
    scatterLesions(counted, -1, size);
    scatterLesions(other, 1, size);
  }

  private void scatterLesions(int count, int sideOf, double size) {
    double[] placedU = new double[count];
    double[] placedV = new double[count];
    for (int i = 0; i < count; i++) {
      double[] at = place(sideOf);
      for (int attempt = 0; attempt < 12 && crowded(at, placedU, placedV, i); attempt++) {
        at = place(sideOf);
      }
      placedU[i] = at[0];
      placedV[i] = at[1];
      lesion(face.x(at[0], at[1]), face.y(at[0], at[1]), size);
    }
  }

  private static boolean crowded(double[] at, double[] u, double[] v, int placed) {
    for (int i = 0; i < placed; i++) {
      double du = at[0] - u[i];
      double dv = (at[1] - v[i]) * 1.3;
      if (du * du + dv * dv < 0.0064) {
        return true;
      }
    }
    return false;
  }

  /**
   * A red bump in a wide, faint, pale surrounding that takes back most of the colour it adds: the
   * mean colour of a face says little about its lesions, they have to be seen.
   */
  private void lesion(double x, double y, double size) {
    double radius = face.px((0.036 + 0.022 * random.nextDouble()) * size);
    double strength = 0.8 + 0.2 * random.nextDouble();
    float[] before = canvas.sum(x, y, radius * 1.7 + 2);
    canvas.dab(x, y, radius * 1.5, HALO, 0.5 * strength);
    canvas.dab(x, y, radius, LESION, strength);
    float dark = (float) (face.depth() * strength);
    canvas.glow(x, y, radius, 42 * dark, 8 * dark, 10 * dark);
    canvas.dab(x - radius * 0.3, y - radius * 0.35, radius * 0.35, LIGHT_EDGE, 0.9);
    if (random.nextDouble() < 0.3) {
      canvas.softEllipse(x, y, radius * 0.4, radius * 0.4, 0, 0xF3E6C4, 0.75, 0.5);
    }
    float[] after = canvas.sum(x, y, radius * 1.7 + 2);
    double wide = radius * 4 + 0.5;
    float area = (float) (0.75 * Math.PI * wide * wide / TAKEN_BACK);
    canvas.glow(
        x,
        y,
        radius * 4,
        (before[0] - after[0]) / area,
        (before[1] - after[1]) / area,
        (before[2] - after[2]) / area);
  }

  /** A random place on skin: not on eyes, brows, nostrils or lips. */
  private double[] place(int sideOf) {
    while (true) {
      double u = random.nextDouble() * 0.9;
      double v = random.nextDouble() * 1.42 - 0.54;
      u *= sideOf == 0 ? (random.nextBoolean() ? 1 : -1) : sideOf;
      boolean inside = u * u + v * v < 0.8;
      boolean eye = v > -0.42 && v < 0.0 && Math.abs(u) > 0.12 && Math.abs(u) < 0.75;
      boolean mouth = v > 0.44 && v < 0.74 && Math.abs(u) < 0.42;
      boolean nostrils = v > 0.26 && v < 0.4 && Math.abs(u) < 0.24;
      if (inside && !eye && !mouth && !nostrils) {
        return new double[] {u, v};
      }
    }
  }

  private void paintDarkSpots() {
    int spots = (int) (28 * Math.max(0, skin.darkSpots() - 0.2));
    for (int i = 0; i < spots; i++) {
      double[] at = place(0);
      double radius = face.px(0.035 + 0.05 * random.nextDouble());
      double x = face.x(at[0], at[1]);
      double y = face.y(at[0], at[1]);
      for (int lobe = 0; lobe < 3; lobe++) {
        canvas.dab(
            x + radius * (random.nextDouble() - 0.5),
            y + radius * (random.nextDouble() - 0.5),
            radius * (0.6 + 0.4 * random.nextDouble()),
            BROWN,
            0.42);
      }
    }
  }

  private void paintBlackheads() {
    int pores = (int) (150 * Math.max(0, skin.blackheads() - 0.15));
    for (int i = 0; i < pores; i++) {
      double where = random.nextDouble();
      double u;
      double v;
      if (where < 0.6) {
        u = (random.nextDouble() - 0.5) * 0.36;
        v = random.nextDouble() * 0.34 - 0.06;
      } else if (where < 0.8) {
        u = (random.nextDouble() - 0.5) * 0.4;
        v = 0.77 + random.nextDouble() * 0.14;
      } else {
        u = (random.nextBoolean() ? 1 : -1) * (0.2 + 0.2 * random.nextDouble());
        v = 0.02 + random.nextDouble() * 0.28;
      }
      canvas.dab(face.x(u, v), face.y(u, v), face.px(0.011), PORE, 0.85);
    }
  }

  private void paintFlakes() {
    int flakes = (int) (110 * Math.max(0, skin.flaking() - 0.24));
    for (int i = 0; i < flakes; i++) {
      double[] at = place(0);
      double x = face.x(at[0], at[1]);
      double y = face.y(at[0], at[1]);
      double angle = random.nextDouble() * 3.1;
      double length = face.px(0.034 + 0.036 * random.nextDouble());
      canvas.softEllipse(x + 1, y + 1, length, length * 0.42, angle, 0x5A4A40, 0.25, 0.5);
      canvas.softEllipse(x, y, length, length * 0.4, angle, 0xF6F1EA, 0.62, 0.4);
    }
  }

  private void paintLines() {
    double strength = Math.max(0, skin.fineLines() - 0.2) / 0.8;
    if (strength == 0) {
      return;
    }
    double alpha = 0.25 + 0.5 * strength;
    int forehead = 2 + (int) (3 * strength);
    for (int i = 0; i < forehead; i++) {
      double v = -0.42 - 0.085 * i;
      double half = 0.5 - 0.04 * i;
      line(-half, v, 0.05 * random.nextDouble(), v - 0.05, half, v + 0.01, 0.014, alpha);
    }
    for (int sideOf = -1; sideOf <= 1; sideOf += 2) {
      int feet = 2 + (int) (2.5 * strength);
      for (int i = 0; i < feet; i++) {
        double v = -0.2 + 0.07 * i;
        line(
            sideOf * 0.66,
            -0.13 + 0.02 * i,
            sideOf * 0.76,
            v,
            sideOf * 0.86,
            v + 0.05 * (i - 1),
            0.011,
            alpha);
      }
      line(sideOf * 0.24, 0.28, sideOf * 0.4, 0.42, sideOf * 0.42, 0.62, 0.018, alpha);
      line(sideOf * 0.26, 0.0, sideOf * 0.43, 0.07, sideOf * 0.6, -0.01, 0.012, alpha * 0.9);
      line(sideOf * 0.3, 0.05, sideOf * 0.45, 0.11, sideOf * 0.62, 0.04, 0.01, alpha * 0.7);
    }
  }

  private void line(
      double u0,
      double v0,
      double u1,
      double v1,
      double u2,
      double v2,
      double width,
      double alpha) {
    canvas.stroke(
        new double[] {
          face.x(u0, v0),
          face.y(u0, v0),
          face.x(u1, v1),
          face.y(u1, v1),
          face.x(u2, v2),
          face.y(u2, v2)
        },
        face.px(1.5 * width),
        LINE,
        alpha);
  }
}
