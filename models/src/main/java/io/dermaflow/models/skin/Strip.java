package io.dermaflow.models.skin;

import static io.dermaflow.models.skin.FaceCrop.SIDE;

import java.util.Arrays;

/**
 * Some rows one after the other in one array, each with what is beyond its ends: filters along rows
 * are loops over all of them at once. A window begins at the pixel that it is stored at; {@link
 * #store} moves it to its middle.
 */
final class Strip {

  /** Most rows. */
  static final int ROWS = 8;

  private static final int MOST_REACH = 16;
  private static final int MOST = ROWS * (SIDE + 2 * MOST_REACH);

  private final Extent extent;
  private final float[] values = new float[MOST];
  private final float[] shifted = new float[MOST];
  private final float[] before = new float[MOST];
  private int pitch;
  private int length;

  Strip(Extent extent) {
    this.extent = extent;
  }

  /**
   * Takes rows in.
   *
   * @param step from a row to the next that is taken
   * @param reach how many pixels beyond the ends windows will hold
   */
  void load(float[][] plane, int from, int step, int count, int reach) {
    int width = extent.width();
    pitch = width + 2 * reach;
    length = count * pitch;
    for (int row = 0; row < count; row++) {
      int at = row * pitch;
      int end = at + reach + width;
      System.arraycopy(plane[from + row * step], extent.left(), values, at + reach, width);
      Arrays.fill(values, at, at + reach, values[at + reach]);
      Arrays.fill(values, end, end + reach, values[end - 1]);
    }
  }

  /** Gives the rows back. */
  void store(float[][] plane, int from, int step) {
    for (int row = 0; row * pitch < length; row++) {
      System.arraycopy(
          values, row * pitch, plane[from + row * step], extent.left(), extent.width());
    }
  }

  /** Greatest, or least, values of windows of {@code side} pixels. */
  void extreme(int side, boolean greatest) {
    for (int done = 1; done < side; ) {
      int step = Math.min(done, side - done);
      System.arraycopy(values, step, shifted, 0, length - step);
      if (greatest) {
        greater(values, shifted, length - step);
      } else {
        less(values, shifted, length - step);
      }
      done += step;
    }
  }

  private static void greater(float[] values, float[] others, int length) {
    for (int i = 0; i < length; i++) {
      values[i] = Math.max(values[i], others[i]);
    }
  }

  private static void less(float[] values, float[] others, int length) {
    for (int i = 0; i < length; i++) {
      values[i] = Math.min(values[i], others[i]);
    }
  }

  /** Means of windows of {@code side} pixels. */
  void mean(int side) {
    System.arraycopy(values, 0, before, 0, length);
    for (int step = 1; step < side; step++) {
      System.arraycopy(before, step, shifted, 0, length - step);
      add(values, shifted, step == side - 1 ? 1f / side : 1, length - step);
    }
  }

  private static void add(float[] values, float[] others, float scale, int length) {
    for (int i = 0; i < length; i++) {
      values[i] = (values[i] + others[i]) * scale;
    }
  }
}
