package io.dermaflow.models.internal.onnx;

import io.dermaflow.models.internal.onnx.FaceLooks.Look;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The boxes that RFB-320 starts from: squares around the centres of cells of four grids, over a
 * frame of 320 x 240 pixels (the "default boxes" of SSD, Liu et al., 2016), or over a smaller one
 * with as many columns and rows less. The network says how far a face is from each.
 */
final class FacePriors {

  /** Pixels from one cell to the next one, then sides in pixels. */
  private static final int[][] GRIDS = {
    {8, 10, 16, 24}, {16, 32, 48}, {32, 64, 96}, {64, 128, 192, 256}
  };

  private static final double CENTRE_VARIANCE = 0.1;
  private static final double SIZE_VARIANCE = 0.2;

  private static final Map<Frame, FacePriors> BY_FRAME = new ConcurrentHashMap<>();

  /** Sides in pixels. */
  private record Frame(int width, int height) {}

  /** Centre and size as shares of the frame: x, y, width, height each. */
  private final float[] priors;

  private FacePriors(Frame frame) {
    int width = frame.width;
    int height = frame.height;
    int count = 0;
    for (int[] grid : GRIDS) {
      count += cells(width, grid) * cells(height, grid) * (grid.length - 1);
    }
    priors = new float[4 * count];
    int n = 0;
    for (int[] grid : GRIDS) {
      int across = cells(width, grid);
      int down = cells(height, grid);
      for (int cell = 0; cell < across * down; cell++) {
        for (int k = 1; k < grid.length; k++) {
          priors[n++] = (cell % across + 0.5f) * grid[0] / width;
          priors[n++] = centreDown(cell / across, grid, height);
          priors[n++] = Math.min(1, (float) grid[k] / width);
          priors[n++] = Math.min(1, (float) grid[k] / height);
        }
      }
    }
  }

  /**
   * Height of a row's centre, as a share of the frame's. In training, cells across were where their
   * pixels are, but rows of the coarse grids, which reach beyond 240 pixels, were squeezed to fit.
   * The network cannot see which row it is in; it learnt how far centres were from their pixels in
   * the mean, which is where rows of other frames are put. (On rendered faces in frames of 192
   * pixels, boxes are 8 pixels too low without.)
   */
  private static float centreDown(int row, int[] grid, int height) {
    int trained = cells(Look.TRAINED, grid);
    if (height == Look.TRAINED) {
      return (row + 0.5f) / trained;
    }
    float learnt = (Look.TRAINED - trained * grid[0]) / 2f;
    return ((row + 0.5f) * grid[0] + learnt) / height;
  }

  private static int cells(int side, int[] grid) {
    return (side + grid[0] - 1) / grid[0];
  }

  /**
   * Those over a frame.
   *
   * @param width of the frame, pixels
   * @param height of the frame, pixels
   */
  static FacePriors over(int width, int height) {
    return BY_FRAME.computeIfAbsent(new Frame(width, height), FacePriors::new);
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
