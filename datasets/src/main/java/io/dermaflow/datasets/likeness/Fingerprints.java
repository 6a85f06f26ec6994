package io.dermaflow.datasets.likeness;

import io.dermaflow.datasets.pictures.Picture;
import java.util.Optional;
import java.util.SplittableRandom;

/** Makes fingerprints. The same pixels give the same bits on every machine. */
public final class Fingerprints {

  private static final int CELLS = 64;
  private static final int COARSE = 32;
  private static final int FREQUENCIES = 8;

  /** A cell is lighter or darker when it differs by more from the mean of 5 x 5 cells, levels. */
  private static final int DIFFERENCE = 2;

  private static final int RADIUS = 2;

  /** Most that lightest and darkest cell of a blank picture differ, levels. */
  private static final int BLANK = 8;

  /** Scale of the integers that stand for cosines. */
  private static final int ONE = 1 << 12;

  private static final int[][] COSINES = cosines();
  private static final int[] FLIPS = new int[CELLS * CELLS];
  private static final int[] PICKED = new int[64 * Fingerprint.SKETCH_LONGS];

  static {
    SplittableRandom random = new SplittableRandom(20260926); // part of what stored sketches mean
    for (int i = 0; i < FLIPS.length; i++) {
      FLIPS[i] = random.nextBoolean() ? 1 : -1;
    }
    for (int i = 0; i < PICKED.length; i++) {
      PICKED[i] = random.nextInt(FLIPS.length);
    }
  }

  private Fingerprints() {}

  private static int[][] cosines() {
    int[][] table = new int[FREQUENCIES + 1][COARSE];
    for (int k = 0; k <= FREQUENCIES; k++) {
      for (int n = 0; n < COARSE; n++) {
        table[k][n] =
            (int) StrictMath.rint(ONE * StrictMath.cos(Math.PI * k * (2 * n + 1) / (2.0 * COARSE)));
      }
    }
    return table;
  }

  /** The picture's fingerprint; none when it is blank: one colour all over. */
  public static Optional<Fingerprint> of(Picture picture) {
    int[] grey = cells(picture);
    int least = Integer.MAX_VALUE;
    int most = 0;
    for (int g : grey) {
      least = Math.min(least, g);
      most = Math.max(most, g);
    }
    if (most - least <= BLANK * 16) {
      return Optional.empty();
    }
    long[] pattern = pattern(grey);
    return Optional.of(
        new Fingerprint(hash(grey), sketch(pattern), sketch(Likeness.mirrored(pattern)), pattern));
  }

  /** Mean grey of 64 x 64 cells, in sixteenths of a level. */
  private static int[] cells(Picture picture) {
    int width = picture.width();
    int height = picture.height();
    byte[] rgb = picture.rgb();
    int[] grey = new int[CELLS * CELLS];
    for (int cy = 0; cy < CELLS; cy++) {
      int top = cy * height / CELLS;
      int bottom = Math.max(top + 1, (cy + 1) * height / CELLS);
      for (int cx = 0; cx < CELLS; cx++) {
        int left = cx * width / CELLS;
        int right = Math.max(left + 1, (cx + 1) * width / CELLS);
        long sum = 0;
        for (int y = top; y < bottom; y++) {
          for (int at = (y * width + left) * 3; at < (y * width + right) * 3; at += 3) {
            // ITU-R BT.601 luma
            sum += 77 * (rgb[at] & 0xFF) + 150 * (rgb[at + 1] & 0xFF) + 29 * (rgb[at + 2] & 0xFF);
          }
        }
        long pixels = (long) (bottom - top) * (right - left);
        grey[cy * CELLS + cx] = (int) (sum / (16 * pixels));
      }
    }
    return grey;
  }

  private static long[] pattern(int[] grey) {
    long[] pattern = new long[Fingerprint.PATTERN_LONGS];
    for (int y = 0; y < CELLS; y++) {
      for (int x = 0; x < CELLS; x++) {
        int sum = 0;
        int count = 0;
        for (int v = Math.max(0, y - RADIUS); v <= Math.min(CELLS - 1, y + RADIUS); v++) {
          for (int u = Math.max(0, x - RADIUS); u <= Math.min(CELLS - 1, x + RADIUS); u++) {
            sum += grey[v * CELLS + u];
            count++;
          }
        }
        int difference = grey[y * CELLS + x] * count - sum;
        int bound = DIFFERENCE * 16 * count;
        if (difference > bound) {
          pattern[2 * y] |= 1L << x;
        } else if (difference < -bound) {
          pattern[2 * y + 1] |= 1L << x;
        }
      }
    }
    return pattern;
  }

  /** Signs of frequencies 0..7 x 0..7; (0, 0), the mean, gives its place to (8, 8). */
  private static long hash(int[] grey) {
    int[] coarse = new int[COARSE * COARSE];
    for (int y = 0; y < CELLS; y++) {
      for (int x = 0; x < CELLS; x++) {
        coarse[(y / 2) * COARSE + x / 2] += grey[y * CELLS + x];
      }
    }
    long hash = 0;
    for (int v = 0; v <= FREQUENCIES; v++) {
      for (int u = 0; u <= FREQUENCIES; u++) {
        boolean last = u == FREQUENCIES && v == FREQUENCIES;
        boolean inside = u < FREQUENCIES && v < FREQUENCIES && u + v > 0;
        if ((last || inside) && coefficient(coarse, u, v) > 0) {
          hash |= 1L << (last ? 0 : v * FREQUENCIES + u);
        }
      }
    }
    return hash;
  }

  private static long coefficient(int[] coarse, int u, int v) {
    long sum = 0;
    for (int y = 0; y < COARSE; y++) {
      long row = 0;
      for (int x = 0; x < COARSE; x++) {
        row += (long) coarse[y * COARSE + x] * COSINES[u][x];
      }
      sum += row * COSINES[v][y] >> 12;
    }
    return sum;
  }

  /** Signs of a random projection by a Walsh-Hadamard transform (Ailon and Chazelle, 2006). */
  private static long[] sketch(long[] pattern) {
    int[] values = new int[CELLS * CELLS];
    for (int y = 0; y < CELLS; y++) {
      for (int x = 0; x < CELLS; x++) {
        int at = y * CELLS + x;
        int sign = (int) (pattern[2 * y] >>> x & 1) - (int) (pattern[2 * y + 1] >>> x & 1);
        values[at] = sign * FLIPS[at];
      }
    }
    for (int half = 1; half < values.length; half *= 2) {
      for (int from = 0; from < values.length; from += 2 * half) {
        for (int i = from; i < from + half; i++) {
          int a = values[i];
          int b = values[i + half];
          values[i] = a + b;
          values[i + half] = a - b;
        }
      }
    }
    long[] sketch = new long[Fingerprint.SKETCH_LONGS];
    for (int i = 0; i < PICKED.length; i++) {
      if (values[PICKED[i]] > 0) {
        sketch[i / 64] |= 1L << (i % 64);
      }
    }
    return sketch;
  }
}
