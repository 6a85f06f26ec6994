package io.dermaflow.models.skin;

import static io.dermaflow.models.skin.FaceCrop.HALF_BOX;
import static io.dermaflow.models.skin.FaceCrop.SIDE;

/**
 * The pattern of windows that {@link EyeSearch} looks for, in one size and tilt, at all the places
 * it is tried at: which cells of the grid each window holds there.
 */
final class EyePattern {

  /** Pixels of a cell. */
  static final int CELL = 4;

  /** Cells of a row. */
  static final int GRID = SIDE / CELL;

  /** Tilts that are tried. */
  static final int ROLLS = 9;

  private static final int SCALES = 7;

  /** Places across and down. */
  static final int ACROSS = 9;

  static final int DOWN = 15;

  private static final double HALF = HALF_BOX / CELL;

  /**
   * |u|, w, half width, half height and weight of windows; |u| > 0 is on both sides. First what
   * decides most.
   */
  private static final double[][] WINDOWS = {
    {FaceFrame.EYE, 0, 0.19, 0.10, 1},
    {0, FaceFrame.MOUTH, 0.28, 0.13, 0.8},
    {FaceFrame.EYE, -0.29, 0.22, 0.06, 0.35},
    {FaceFrame.EYE, 0.34, 0.20, 0.10, -0.6},
    {0, 0, 0.12, 0.10, -0.5}
  };

  /** Windows with both sides, and how many of them the first two kinds are. */
  static final int COUNT = 8;

  static final int DECISIVE = 3;

  /** Greatest sum of the weights of the other windows: those of the brows. */
  static final double REST = 0.7;

  /** What a step of one unit of its own costs. */
  private static final double COST = 0.06;

  /** All sizes and tilts, the most likely first. */
  static final EyePattern[] ALL = all();

  final double unit;
  final double roll;

  /** By place down and across: what is subtracted there. */
  final float[] cost = new float[DOWN * ACROSS];

  /** By window and place: first cell and cell after the last; rows times {@code GRID + 1}. */
  final int[] left = new int[COUNT * ACROSS];

  final int[] right = new int[COUNT * ACROSS];
  final int[] top = new int[COUNT * DOWN];
  final int[] bottom = new int[COUNT * DOWN];

  /** By window and place: one over the number of columns; the weight over that of rows. */
  final float[] perColumn = new float[COUNT * ACROSS];

  final float[] perRow = new float[COUNT * DOWN];

  private EyePattern(double scale, double roll) {
    this.unit = HALF * scale;
    this.roll = roll;
    double fixed = square(Math.log(scale) / 0.15) + square(roll / 0.12);
    for (int place = 0; place < cost.length; place++) {
      double dx = 0.05 * (place % ACROSS - ACROSS / 2);
      double dy = 0.04 * (place / ACROSS - DOWN / 2);
      cost[place] = (float) (COST * (fixed + square(dx / 0.15) + square(dy / 0.25)));
    }
    int n = 0;
    for (double[] window : WINDOWS) {
      for (int side = window[0] > 0 ? -1 : 1; side <= 1; side += 2) {
        place(n++, side * window[0] * unit, window);
      }
    }
  }

  private static EyePattern[] all() {
    EyePattern[] all = new EyePattern[SCALES * ROLLS];
    for (int i = 0; i < all.length; i++) {
      all[i] = new EyePattern(Math.exp(0.07 * middleOut(i / ROLLS)), roll(i % ROLLS));
    }
    return all;
  }

  /** The tilts, radians, from none outwards. */
  static double roll(int number) {
    return 0.04 * middleOut(number);
  }

  /** 0, 1, −1, 2, −2, … */
  private static int middleOut(int number) {
    return number % 2 == 0 ? -number / 2 : number / 2 + 1;
  }

  private void place(int n, double u, double[] window) {
    double w = window[1] * unit;
    double across = u * Math.cos(roll) - w * Math.sin(roll);
    double down = u * Math.sin(roll) + w * Math.cos(roll);
    for (int i = 0; i < ACROSS; i++) {
      int at = n * ACROSS + i;
      double x = x(i) + across;
      left[at] = cell(x - window[2] * unit);
      right[at] = Math.max(left[at], cell(x + window[2] * unit + 1));
      perColumn[at] = 1f / Math.max(1, right[at] - left[at]);
    }
    for (int i = 0; i < DOWN; i++) {
      int at = n * DOWN + i;
      double y = y(i) + down;
      int from = cell(y - window[3] * unit);
      int to = Math.max(from, cell(y + window[3] * unit + 1));
      top[at] = from * (GRID + 1);
      bottom[at] = to * (GRID + 1);
      perRow[at] = (float) (window[4] / Math.max(1, to - from));
    }
  }

  /** Column of the middle between the eyes, cells. */
  static double x(int across) {
    return (GRID - 1) / 2.0 + 0.05 * (across - ACROSS / 2) * HALF;
  }

  /** Row of the middle between the eyes, cells. */
  static double y(int down) {
    return (GRID - 1) / 2.0 + (0.04 * (down - DOWN / 2) - FaceFrame.BOX_MIDDLE) * HALF;
  }

  private static int cell(double position) {
    return Math.max(0, Math.min(GRID, (int) Math.round(position)));
  }

  private static double square(double x) {
    return x * x;
  }
}
