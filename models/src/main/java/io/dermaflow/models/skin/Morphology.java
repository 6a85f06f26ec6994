package io.dermaflow.models.skin;

/**
 * Extremes over squares of {@code 2 × reach + 1} pixels within an {@link Extent}. Growing and then
 * shrinking is a closing, which takes out what is darker than its surroundings and narrower than
 * the square; the other way round it is an opening, which takes out what is lighter (Serra, Image
 * Analysis and Mathematical Morphology, 1982).
 */
final class Morphology {

  private final Extent extent;
  private final Strip strip;

  Morphology(Extent extent) {
    this.extent = extent;
    this.strip = new Strip(extent);
  }

  /** Greatest value of each square; {@code in} and {@code out} may be one. */
  void grow(float[][] in, float[][] out, float[][] between, int reach) {
    extreme(in, out, between, reach, true);
  }

  /** Least value of each square. */
  void shrink(float[][] in, float[][] out, float[][] between, int reach) {
    extreme(in, out, between, reach, false);
  }

  /** Down columns in steps of 1, 3, 9, … pixels: each takes three windows together; then rows. */
  private void extreme(
      float[][] in, float[][] out, float[][] between, int reach, boolean greatest) {
    float[][] from = in;
    float[][] to = between;
    for (int done = 0; done < reach; ) {
      int step = Math.min(2 * done + 1, reach - done);
      for (int y = extent.top(); y < extent.bottom(); y++) {
        ofThree(from[extent.row(y - step)], from[y], from[extent.row(y + step)], to[y], greatest);
      }
      done += step;
      from = to;
      to = to == between ? out : between;
    }
    for (int y = extent.top(); y < extent.bottom(); y += Strip.ROWS) {
      strip.load(from, y, 1, Math.min(Strip.ROWS, extent.bottom() - y), reach);
      strip.extreme(2 * reach + 1, greatest);
      strip.store(out, y, 1);
    }
  }

  private void ofThree(float[] above, float[] at, float[] below, float[] out, boolean greatest) {
    int end = extent.right();
    if (greatest) {
      for (int x = extent.left(); x < end; x++) {
        out[x] = Math.max(at[x], Math.max(above[x], below[x]));
      }
    } else {
      for (int x = extent.left(); x < end; x++) {
        out[x] = Math.min(at[x], Math.min(above[x], below[x]));
      }
    }
  }
}
