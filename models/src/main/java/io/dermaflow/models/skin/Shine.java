package io.dermaflow.models.skin;

import static io.dermaflow.models.skin.FaceCrop.PIXELS;
import static io.dermaflow.models.skin.FaceCrop.SIDE;

/**
 * How far skin shines; {@link Measurement} says what that is. The shading of the face is a surface
 * of second order in (u, w), fitted to luma by least squares that are repeated with little weight
 * for what lies above it.
 */
final class Shine {

  private static final int TERMS = 6;
  private static final int ROUNDS = 4;

  /** Residuals, as shares of the surface, beyond which a pixel is a highlight or a hollow. */
  private static final double HIGHLIGHT = 0.03;

  private static final double HOLLOW = -0.12;
  private static final double HIGHLIGHT_WEIGHT = 0.05;
  private static final double HOLLOW_WEIGHT = 0.2;

  /** Share above the surface that is no shine yet. */
  private static final double DEAD = 0.04;

  private static final double WHITE = 255;
  private static final double FULL = 0.5;
  private static final int FEWEST = 100;

  private final FaceView view;
  private double[] surface = new double[TERMS];

  Shine(FaceView view) {
    this.view = view;
    for (int round = 0; round < ROUNDS; round++) {
      surface = fit(round > 0);
    }
  }

  double tZone() {
    return score(Zone.FOREHEAD, Zone.NOSE_RIDGE, Zone.CHIN);
  }

  double cheeks() {
    return score(Zone.OUTER_CHEEKS);
  }

  private double score(Zone... zones) {
    double sum = 0;
    int n = 0;
    for (int i = 0; i < PIXELS; i++) {
      if (view.mask().isSurface(i) && in(i, zones)) {
        double shaded = Math.max(1, at(i));
        double white = (view.crop().luma[i] - (1 + DEAD) * shaded) / Math.max(10, WHITE - shaded);
        sum += Math.max(0, Math.min(1, white));
        n++;
      }
    }
    return n < FEWEST ? Double.NaN : Scale.linear(sum / n, FULL);
  }

  private boolean in(int index, Zone[] zones) {
    for (Zone zone : zones) {
      if (zone.holds(view.frame(), index)) {
        return true;
      }
    }
    return false;
  }

  private double at(int index) {
    double[] terms = terms(index);
    double sum = 0;
    for (int t = 0; t < TERMS; t++) {
      sum += surface[t] * terms[t];
    }
    return sum;
  }

  private double[] terms(int index) {
    double u = view.frame().u[index];
    double w = view.frame().w[index];
    return new double[] {1, u, w, u * u, u * w, w * w};
  }

  /** Normal equations over every second pixel of every second row. */
  private double[] fit(boolean weighted) {
    double[][] normal = new double[TERMS][TERMS + 1];
    for (int y = 0; y < SIDE; y += 2) {
      for (int x = 0; x < SIDE; x += 2) {
        int i = y * SIDE + x;
        if (!view.mask().isSurface(i)) {
          continue;
        }
        double luma = view.crop().luma[i];
        double weight = weighted ? weight(luma / Math.max(1, at(i)) - 1) : 1;
        double[] terms = terms(i);
        for (int row = 0; row < TERMS; row++) {
          for (int column = 0; column < TERMS; column++) {
            normal[row][column] += weight * terms[row] * terms[column];
          }
          normal[row][TERMS] += weight * terms[row] * luma;
        }
      }
    }
    return solve(normal);
  }

  private static double weight(double residual) {
    if (residual > HIGHLIGHT) {
      return HIGHLIGHT_WEIGHT;
    }
    return residual < HOLLOW ? HOLLOW_WEIGHT : 1;
  }

  /** Gauss elimination with pivots; a singular system gives 0 for what it does not say. */
  private static double[] solve(double[][] system) {
    for (int column = 0; column < TERMS; column++) {
      int pivot = column;
      for (int row = column + 1; row < TERMS; row++) {
        pivot = Math.abs(system[row][column]) > Math.abs(system[pivot][column]) ? row : pivot;
      }
      double[] swap = system[column];
      system[column] = system[pivot];
      system[pivot] = swap;
      double[] line = system[column];
      if (Math.abs(line[column]) < 1e-9) {
        continue;
      }
      for (int row = 0; row < TERMS; row++) {
        double factor = row == column ? 0 : system[row][column] / line[column];
        for (int k = column; k <= TERMS && factor != 0; k++) {
          system[row][k] -= factor * line[k];
        }
      }
    }
    double[] solution = new double[TERMS];
    for (int t = 0; t < TERMS; t++) {
      double diagonal = system[t][t];
      solution[t] = Math.abs(diagonal) < 1e-9 ? 0 : system[t][TERMS] / diagonal;
    }
    return solution;
  }
}
