package io.dermaflow.models.skin;

import static io.dermaflow.models.skin.FaceCrop.SIDE;

import java.util.Arrays;

/** Fine lines of the skin; {@link Measurement#FINE_LINES} says what they are. */
final class Lines {

  /** Where the skin beside a line is looked at, pixels. */
  private static final int BESIDE = 3;

  /** Least depth of a valley, percent, and in standard deviations of the noise. */
  private static final float LEAST = 4;

  private static final float NOISE = 0.8f;

  /** A deeper one counts no more: it is no fine line. */
  private static final float MOST = 40;

  /** Shortest lines, in half widths of the face. */
  private static final double FOREHEAD_LENGTH = 0.16;

  private static final double EYE_LENGTH = 0.10;
  private static final double HALF = 60;

  private final FaceView view;
  private final SkinMaps maps;

  /** What is looked at: lines of the shortest length that end there may begin so far outside. */
  private final Extent extent;

  Lines(FaceView view, SkinMaps maps) {
    this.view = view;
    this.maps = maps;
    FaceMap map = view.map();
    int reach = (int) Math.ceil(FOREHEAD_LENGTH * map.frame.unit) + BESIDE;
    int top = Math.min(map.forehead[0], map.aroundEyes[0]) / SIDE;
    int bottom =
        Math.max(map.forehead[map.forehead.length - 1], map.aroundEyes[map.aroundEyes.length - 1])
            / SIDE;
    this.extent =
        new Extent(
            map.extent.left(),
            Math.max(map.extent.top(), top - reach),
            map.extent.right(),
            Math.min(map.extent.bottom(), bottom + 1 + reach));
  }

  double score() {
    float[][] valleys = valleys();
    float least = Math.max(LEAST, NOISE * maps.noise);
    float[][] lengths = lengths(valleys, least);
    double unit = view.map().frame.unit;
    double sum =
        sum(view.map().forehead, valleys, lengths, FOREHEAD_LENGTH * unit)
            + sum(view.map().aroundEyes, valleys, lengths, EYE_LENGTH * unit);
    return Scale.saturating(sum / unit, HALF);
  }

  /** Sum of the depths of lines of a length and more. */
  private double sum(char[] where, float[][] valleys, float[][] lengths, double shortest) {
    double sum = 0;
    for (int i : where) {
      int x = i % SIDE;
      int y = i / SIDE;
      if (lengths[x][y - extent.top()] >= shortest) {
        sum += Math.min(MOST, valleys[y][x]);
      }
    }
    return sum;
  }

  /**
   * How much lighter the skin is above and below, whichever is less, along rows smoothed: an edge
   * has one dark side and is no valley. 0 outside skin.
   */
  private float[][] valleys() {
    Workspace memory = view.workspace();
    float[][] smooth = memory.first;
    float[][] valleys = memory.second;
    float[][] skin = maps.skin;
    Smoothing smoothing = new Smoothing(extent);
    smoothing.box(maps.light, smooth, memory.third, 1, 1);
    for (int y = extent.top(); y < extent.bottom(); y++) {
      int above = y - BESIDE;
      int below = y + BESIDE;
      if (above < extent.top() || below >= extent.bottom()) {
        Arrays.fill(valleys[y], 0);
        continue;
      }
      weigh(skin[y], skin[above], skin[below], valleys[y]);
      deepen(smooth[y], smooth[above], smooth[below], valleys[y]);
    }
    smoothing.rows(valleys, valleys, 2, 1, 1);
    return valleys;
  }

  private void weigh(float[] at, float[] above, float[] below, float[] out) {
    for (int x = extent.left(), end = extent.right(); x < end; x++) {
      out[x] = at[x] * above[x] * below[x];
    }
  }

  private void deepen(float[] at, float[] above, float[] below, float[] out) {
    for (int x = extent.left(), end = extent.right(); x < end; x++) {
      out[x] *= Math.max(0, Math.min(above[x], below[x]) - at[x]);
    }
  }

  /**
   * For every pixel of a valley the length, in columns, of the longest line through it that goes up
   * or down by at most one row a column; 0 elsewhere. By column, then by row of the extent.
   */
  private float[][] lengths(float[][] valleys, float least) {
    int height = extent.bottom() - extent.top();
    float[][] seen = view.workspace().fourth;
    for (int y = 0; y < height; y++) {
      float[] row = valleys[extent.top() + y];
      for (int x = extent.left(); x < extent.right(); x++) {
        seen[x][y] = row[x] > least ? 1 : 0;
      }
    }
    float[][] before = view.workspace().fifth;
    float[] none = new float[SIDE];
    for (int x = extent.left(); x < extent.right(); x++) {
      extend(x == extent.left() ? none : before[x - 1], seen[x], before[x], height);
    }
    float[] after = new float[SIDE];
    float[] next = new float[SIDE];
    for (int x = extent.right() - 1; x >= extent.left(); x--) {
      extend(after, seen[x], next, height);
      join(before[x], next, seen[x], height);
      float[] swap = after;
      after = next;
      next = swap;
    }
    return before;
  }

  private final float[] up = new float[SIDE];
  private final float[] down = new float[SIDE];

  private void extend(float[] from, float[] seen, float[] to, int height) {
    float[] above = up;
    float[] below = down;
    System.arraycopy(from, 0, above, 1, height - 1);
    System.arraycopy(from, 1, below, 0, height - 1);
    for (int y = 0; y < height; y++) {
      to[y] = seen[y] * (1 + Math.max(from[y], Math.max(above[y], below[y])));
    }
  }

  private static void join(float[] before, float[] after, float[] seen, int height) {
    for (int y = 0; y < height; y++) {
      before[y] = seen[y] * (before[y] + after[y] - 1);
    }
  }
}
