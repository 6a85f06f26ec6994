package io.dermaflow.models.internal.onnx;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The boxes that RFB-320 starts from: squares around the centres of cells of four grids, over a
 * frame of 320 x 240 pixels (the "default boxes" of SSD, Liu et al., 2016), or over a narrower one
 * with as many columns less. The network says how far a face is from each.
 */
final class FacePriors {

  /** Pixels from one cell to the next one, then sides in pixels. */
  private static final int[][] GRIDS = {
    {8, 10, 16, 24}, {16, 32, 48}, {32, 64, 96}, {64, 128, 192, 256}
  };

  private static final double CENTRE_VARIANCE = 0.1;
  private static final double SIZE_VARIANCE = 0.2;

  private static final Map<Integer, FacePriors> BY_WIDTH = new ConcurrentHashMap<>();

  /** Centre and size as shares of the frame: x, y, width, height each. */
  private final float[] priors;

  private FacePriors(int width) {
    int count = 0;
    for (int[] grid : GRIDS) {
      count += cells(width, grid) * cells(Letterbox.HEIGHT, grid) * (grid.length - 1);
    }
    priors = new float[4 * count];
    int n = 0;
    for (int[] grid : GRIDS) {
      int across = cells(width, grid);
      int down = cells(Letterbox.HEIGHT, grid);
      for (int cell = 0; cell < across * down; cell++) {
        for (int k = 1; k < grid.length; k++) {
          // Down, the grid was stretched over the frame when the network was trained; across, where
          // cells filled it, a cell is where its pixels are.
          priors[n++] = (cell % across + 0.5f) * grid[0] / width;
          priors[n++] = (cell / across + 0.5f) / down;
          priors[n++] = Math.min(1, (float) grid[k] / width);
          priors[n++] = Math.min(1, (float) grid[k] / Letterbox.HEIGHT);
        }
      }
    }
  }

  private static int cells(int side, int[] grid) {
    return (side + grid[0] - 1) / grid[0];
  }

  /**
   * Those over a frame.
   *
   * @param width of the frame, pixels
   */
  static FacePriors over(int width) {
    return BY_WIDTH.computeIfAbsent(width, FacePriors::new);
  }

  /** How many there are. */
  int count() {
    return priors.length / 4;
  }

  /**
   * Corners of boxes, with centre c, size s, and offsets d and e from a prior of centre p and size
   * q: {@code c = p + 0.1 d q}, {@code s = q exp(0.2 e)}.
   *
   * @param offsets of x, y, width and height, for each prior
   * @return x1, y1, x2, y2 as shares of the frame, for each prior
   */
  float[] corners(float[] offsets) {
    float[] corners = new float[offsets.length];
    for (int i = 0; i < corners.length; i += 4) {
      for (int axis = i; axis < i + 2; axis++) {
        double size = priors[axis + 2];
        double centre = priors[axis] + CENTRE_VARIANCE * offsets[axis] * size;
        double half = Math.exp(SIZE_VARIANCE * offsets[axis + 2]) * size / 2;
        corners[axis] = (float) (centre - half);
        corners[axis + 2] = (float) (centre + half);
      }
    }
    return corners;
  }
}
