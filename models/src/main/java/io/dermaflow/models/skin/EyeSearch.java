package io.dermaflow.models.skin;

import static io.dermaflow.models.skin.FaceCrop.HALF_BOX;
import static io.dermaflow.models.skin.FaceCrop.SIDE;

/**
 * Finds the frame of a face in its box. Boxes of different detectors sit differently on a face;
 * what is searched for is the pattern that all faces share: contrast at eyes, brows and mouth, and
 * none below and between the eyes. Contrast is |luma − surroundings| / surroundings on a grid of 4
 * pixels, so that neither light nor tone matters, and a place far from where the box says has to be
 * so much better.
 */
final class EyeSearch {

  private static final int CELL = 4;
  private static final int GRID = SIDE / CELL;

  /** Contrast beyond which an edge counts no more: hair and lesions are no better eyes. */
  private static final float MOST = 0.45f;

  /** Windows of the pattern: |u|, w, half width, half height, weight; |u| > 0 is on both sides. */
  private static final double[][] PATTERN = {
    {FaceFrame.EYE, 0, 0.19, 0.10, 1},
    {FaceFrame.EYE, -0.29, 0.22, 0.06, 0.35},
    {FaceFrame.EYE, 0.34, 0.20, 0.10, -0.6},
    {0, 0, 0.12, 0.10, -0.5},
    {0, FaceFrame.MOUTH, 0.28, 0.13, 0.8}
  };

  /** What a step of one unit of its own costs. */
  private static final double COST = 0.06;

  private final double[] sums = new double[(GRID + 1) * (GRID + 1)];
  private double best = Double.NEGATIVE_INFINITY;
  private double bestX;
  private double bestY;
  private double bestUnit;
  private double bestRoll;

  private EyeSearch(FaceCrop crop) {
    float[] contrast = contrast(crop);
    for (int y = 0; y < GRID; y++) {
      double line = 0;
      for (int x = 0; x < GRID; x++) {
        line += contrast[y * GRID + x];
        sums[(y + 1) * (GRID + 1) + x + 1] = sums[y * (GRID + 1) + x + 1] + line;
      }
    }
  }

  /** The best place of the pattern. */
  static FaceFrame find(FaceCrop crop) {
    EyeSearch search = new EyeSearch(crop);
    for (int s = -3; s <= 3; s++) {
      for (int roll = -4; roll <= 4; roll++) {
        search.tryPlaces(Math.exp(0.07 * s), 0.04 * roll);
      }
    }
    return new FaceFrame(
        search.bestX * CELL + (CELL - 1) / 2.0,
        search.bestY * CELL + (CELL - 1) / 2.0,
        search.bestUnit * CELL,
        search.bestRoll,
        FaceFrame.MOUTH);
  }

  private void tryPlaces(double scale, double roll) {
    double half = HALF_BOX / CELL;
    double unit = half * scale;
    double cos = Math.cos(roll);
    double sin = Math.sin(roll);
    double fixed = square(Math.log(scale) / 0.15) + square(roll / 0.12);
    for (int dy = -7; dy <= 7; dy++) {
      for (int dx = -4; dx <= 4; dx++) {
        double x = (GRID - 1) / 2.0 + 0.05 * dx * half;
        double y = (GRID - 1) / 2.0 + (0.04 * dy - FaceFrame.BOX_MIDDLE) * half;
        double value =
            pattern(x, y, unit, cos, sin)
                - COST * (fixed + square(0.05 * dx / 0.15) + square(0.04 * dy / 0.25));
        if (value > best) {
          best = value;
          bestX = x;
          bestY = y;
          bestUnit = unit;
          bestRoll = roll;
        }
      }
    }
  }

  private double pattern(double x, double y, double unit, double cos, double sin) {
    double value = 0;
    for (double[] window : PATTERN) {
      double u = window[0] * unit;
      double w = window[1] * unit;
      double halfU = window[2] * unit;
      double halfW = window[3] * unit;
      value += window[4] * mean(x + u * cos - w * sin, y + u * sin + w * cos, halfU, halfW);
      if (u > 0) {
        value += window[4] * mean(x - u * cos - w * sin, y - u * sin + w * cos, halfU, halfW);
      }
    }
    return value;
  }

  /** Mean contrast of the cells whose middle is in a window. */
  private double mean(double x, double y, double halfU, double halfW) {
    int x0 = clamp((int) Math.round(x - halfU));
    int x1 = clamp((int) Math.round(x + halfU) + 1);
    int y0 = clamp((int) Math.round(y - halfW));
    int y1 = clamp((int) Math.round(y + halfW) + 1);
    if (x1 <= x0 || y1 <= y0) {
      return 0;
    }
    int wide = GRID + 1;
    double sum =
        sums[y1 * wide + x1] - sums[y0 * wide + x1] - sums[y1 * wide + x0] + sums[y0 * wide + x0];
    return sum / ((x1 - x0) * (y1 - y0));
  }

  private static float[] contrast(FaceCrop crop) {
    float[] near = Smoothing.box(crop.luma, 2, 1);
    float[] far = Smoothing.box(crop.luma, 16, 2);
    float[] contrast = new float[GRID * GRID];
    for (int y = 0; y < GRID; y++) {
      for (int x = 0; x < GRID; x++) {
        float sum = 0;
        for (int i = 0; i < CELL * CELL; i++) {
          int at = (y * CELL + i / CELL) * SIDE + x * CELL + i % CELL;
          sum += Math.min(MOST, Math.abs(near[at] - far[at]) / (far[at] + 8));
        }
        contrast[y * GRID + x] = sum / (CELL * CELL);
      }
    }
    return contrast;
  }

  private static int clamp(int i) {
    return Math.max(0, Math.min(GRID, i));
  }

  private static double square(double x) {
    return x * x;
  }
}
