package io.dermaflow.models.skin;

import static io.dermaflow.models.skin.FaceCrop.SIDE;

import java.util.Arrays;

/**
 * How far skin shines; {@link Measurement} says what that is. The shading of the face is a surface
 * of second order in the working pixels, fitted to luma by least squares that are repeated with
 * little weight for what lies above it.
 */
final class Shine {

  private static final int TERMS = 6;
  private static final int ROUNDS = 4;

  /** Residuals, as shares of the surface, beyond which a pixel is a highlight or a hollow. */
  private static final float HIGHLIGHT = 0.03f;

  private static final float HOLLOW = -0.12f;
  private static final float HIGHLIGHT_WEIGHT = 0.05f;
  private static final float HOLLOW_WEIGHT = 0.2f;

  /** Makes a difference of a thousandth of a level all or nothing. */
  private static final float SHARP = 1e3f;

  /** Share above the surface that is no shine yet. */
  private static final float DEAD = 0.04f;

  private static final float WHITE = 255;
  private static final double FULL = 0.5;
  private static final int FEWEST = 100;

  /** Columns, and rows, as −1 to 1. */
  private static final float[] POSITIONS = new float[SIDE];

  static {
    for (int i = 0; i < SIDE; i++) {
      POSITIONS[i] = (2 * i + 1f) / SIDE - 1;
    }
  }

  /** The positions of every second column. */
  private static final float[] COLUMNS = new float[SIDE / 2];

  static {
    for (int i = 0; i < COLUMNS.length; i++) {
      COLUMNS[i] = POSITIONS[2 * i];
    }
  }

  /** Powers of x and of y of each term. */
  private static final int[] OF_X = {0, 1, 0, 2, 1, 0};

  private static final int[] OF_Y = {0, 0, 1, 0, 1, 2};

  private final FaceView view;

  /** Luma, and which of it is the surface of the skin: of every second column and row. */
  private final float[][] luma;

  private final float[][] skin;

  /** By column: sums over rows of the weight times y⁰ to y⁴, and of weight × luma × y⁰ to y². */
  private final float[][] sums = new float[8][SIDE / 2];

  /** Of a row: weights, and weights × luma. */
  private final float[] weights = new float[SIDE / 2];

  private final float[] weighted = new float[SIDE / 2];

  private double[] surface = new double[TERMS];

  Shine(FaceView view) {
    this.view = view;
    this.luma = view.workspace().first;
    this.skin = view.workspace().second;
    Extent extent = view.map().extent;
    for (int y = extent.top(); y < extent.bottom(); y += 2) {
      for (int x = extent.left(); x < extent.right(); x += 2) {
        luma[y / 2][x / 2] = view.crop().luma[y][x];
        skin[y / 2][x / 2] = view.workspace().surface[y][x];
      }
    }
    for (int round = 0; round < ROUNDS; round++) {
      surface = fit(round == 0 ? 0 : SHARP);
    }
  }

  double tZone() {
    return score(view.map().shineOfTZone);
  }

  double cheeks() {
    return score(view.map().shineOfCheeks);
  }

  private double score(char[] where) {
    double sum = 0;
    int n = 0;
    for (int i : where) {
      if (view.mask().isSurface(i)) {
        int y = i / SIDE;
        float shaded = Math.max(1, at(POSITIONS[i % SIDE], POSITIONS[y]));
        float luma = view.crop().luma[y][i % SIDE];
        float white = (luma - (1 + DEAD) * shaded) / Math.max(10, WHITE - shaded);
        sum += Math.max(0, Math.min(1, white));
        n++;
      }
    }
    return n < FEWEST ? Double.NaN : Scale.linear(sum / n, FULL);
  }

  private float at(float x, float y) {
    float[] row = alongRow(y);
    return row[0] + x * (row[1] + x * row[2]);
  }

  /** The surface along a row: its terms without x, in x and in x². */
  private float[] alongRow(float y) {
    return new float[] {
      (float) (surface[0] + y * (surface[2] + y * surface[5])),
      (float) (surface[1] + y * surface[4]),
      (float) surface[3]
    };
  }

  /**
   * Solves the normal equations.
   *
   * @param sharp how much highlights and hollows are told apart; 0 gives all the same weight
   */
  private double[] fit(float sharp) {
    Extent extent = view.map().extent;
    for (float[] sum : sums) {
      Arrays.fill(sum, 0);
    }
    for (int y = extent.top() / 2; y < extent.bottom() / 2; y++) {
      addRow(luma[y], skin[y], POSITIONS[2 * y], sharp);
    }
    double[][] normal = new double[TERMS][TERMS + 1];
    for (int row = 0; row < TERMS; row++) {
      for (int column = 0; column < TERMS; column++) {
        normal[row][column] = moment(OF_X[row] + OF_X[column], sums[OF_Y[row] + OF_Y[column]]);
      }
      normal[row][TERMS] = moment(OF_X[row], sums[5 + OF_Y[row]]);
    }
    return solve(normal);
  }

  private static double moment(int power, float[] sum) {
    double moment = 0;
    for (int x = 0; x < sum.length; x++) {
      double term = sum[x];
      for (int k = 0; k < power; k++) {
        term *= COLUMNS[x];
      }
      moment += term;
    }
    return moment;
  }

  private void addRow(float[] luma, float[] skin, float y, float sharp) {
    float[] row = alongRow(y);
    int from = view.map().extent.left() / 2;
    int end = view.map().extent.right() / 2;
    weigh(luma, skin, row, sharp, from, end);
    float power = 1;
    for (int k = 0; k < 5; k++) {
      add(weights, power, sums[k], from, end);
      if (k < 3) {
        add(weighted, power, sums[5 + k], from, end);
      }
      power *= y;
    }
  }

  private static void add(float[] row, float factor, float[] to, int from, int end) {
    for (int x = from; x < end; x++) {
      to[x] += row[x] * factor;
    }
  }

  private void weigh(float[] luma, float[] skin, float[] row, float sharp, int from, int end) {
    float a = row[0];
    float b = row[1];
    float c = row[2];
    float[] positions = COLUMNS;
    float[] weights = this.weights;
    float[] weighted = this.weighted;
    for (int x = from; x < end; x++) {
      float shaded = Math.max(1, a + positions[x] * (b + positions[x] * c));
      float above = sharp * (luma[x] - (1 + HIGHLIGHT) * shaded);
      float below = sharp * ((1 + HOLLOW) * shaded - luma[x]);
      float highlight = (1 - HIGHLIGHT_WEIGHT) * Math.max(0, Math.min(1, above));
      float hollow = (1 - HOLLOW_WEIGHT) * Math.max(0, Math.min(1, below));
      weights[x] = skin[x] * (1 - highlight - hollow);
      weighted[x] = weights[x] * luma[x];
    }
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
