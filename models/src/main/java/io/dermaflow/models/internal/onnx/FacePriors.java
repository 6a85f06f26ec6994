package io.dermaflow.models.internal.onnx;

/**
 * The boxes that RFB-320 starts from: squares around the centres of cells of four grids, over a
 * frame of 320 x 240 pixels (the "default boxes" of SSD, Liu et al., 2016). The network says how
 * far a face is from each.
 */
final class FacePriors {

  /** How many there are. */
  static final int COUNT = 4420;

  /** Cells across, cells down, sides in pixels. */
  private static final int[][] GRIDS = {
    {40, 30, 10, 16, 24}, {20, 15, 32, 48}, {10, 8, 64, 96}, {5, 4, 128, 192, 256}
  };

  /** Centre and size as shares of the frame: x, y, width, height each. */
  private static final float[] PRIORS = priors();

  private static final double CENTRE_VARIANCE = 0.1;
  private static final double SIZE_VARIANCE = 0.2;

  private FacePriors() {}

  private static float[] priors() {
    float[] priors = new float[4 * COUNT];
    int n = 0;
    for (int[] grid : GRIDS) {
      for (int cell = 0; cell < grid[0] * grid[1]; cell++) {
        for (int k = 2; k < grid.length; k++) {
          priors[n++] = (cell % grid[0] + 0.5f) / grid[0];
          priors[n++] = (cell / grid[0] + 0.5f) / grid[1];
          priors[n++] = Math.min(1, (float) grid[k] / Letterbox.WIDTH);
          priors[n++] = Math.min(1, (float) grid[k] / Letterbox.HEIGHT);
        }
      }
    }
    return priors;
  }

  /**
   * Corners of boxes, with centre c, size s, and offsets d and e from a prior of centre p and size
   * q: {@code c = p + 0.1 d q}, {@code s = q exp(0.2 e)}.
   *
   * @param offsets of x, y, width and height, for each prior
   * @return x1, y1, x2, y2 as shares of the frame, for each prior
   */
  static float[] corners(float[] offsets) {
    float[] corners = new float[offsets.length];
    for (int i = 0; i < corners.length; i += 4) {
      for (int axis = i; axis < i + 2; axis++) {
        double size = PRIORS[axis + 2];
        double centre = PRIORS[axis] + CENTRE_VARIANCE * offsets[axis] * size;
        double half = Math.exp(SIZE_VARIANCE * offsets[axis + 2]) * size / 2;
        corners[axis] = (float) (centre - half);
        corners[axis + 2] = (float) (centre + half);
      }
    }
    return corners;
  }
}
