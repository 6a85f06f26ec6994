package io.dermaflow.models.skin;

import static io.dermaflow.models.skin.FaceCrop.PIXELS;
import static io.dermaflow.models.skin.FaceCrop.SIDE;

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

  Lines(FaceView view, SkinMaps maps) {
    this.view = view;
    this.maps = maps;
  }

  double score() {
    float[] valleys = valleys();
    float least = Math.max(LEAST, NOISE * maps.noise);
    short[] lengths = lengths(valleys, least);
    double unit = view.frame().unit;
    double sum = 0;
    for (int i = 0; i < PIXELS; i++) {
      double shortest = shortest(i) * unit;
      if (lengths[i] > 0 && lengths[i] >= shortest) {
        sum += Math.min(MOST, valleys[i]);
      }
    }
    return Scale.saturating(sum / unit, HALF);
  }

  /** Length that a line has to have here, in half widths; infinite where none is looked for. */
  private double shortest(int index) {
    if (Zone.FOREHEAD.holds(view.frame(), index)) {
      return FOREHEAD_LENGTH;
    }
    boolean eyes =
        Zone.EYE_CORNERS.holds(view.frame(), index) || Zone.UNDER_EYES.holds(view.frame(), index);
    return eyes ? EYE_LENGTH : Double.POSITIVE_INFINITY;
  }

  /**
   * How much lighter the skin is above and below, whichever is less, along rows smoothed: an edge
   * has one dark side and is no valley. 0 outside skin.
   */
  private float[] valleys() {
    float[] smooth = Smoothing.box(maps.light, 1, 1);
    float[] valleys = new float[PIXELS];
    int reach = BESIDE * SIDE;
    for (int i = reach; i < PIXELS - reach; i++) {
      if (maps.skin[i] * maps.skin[i - reach] * maps.skin[i + reach] > 0) {
        float beside = Math.min(smooth[i - reach], smooth[i + reach]);
        valleys[i] = Math.max(0, beside - smooth[i]);
      }
    }
    return alongRows(valleys);
  }

  private static float[] alongRows(float[] plane) {
    float[] out = new float[PIXELS];
    for (int i = 2; i < PIXELS - 2; i++) {
      out[i] = (plane[i - 2] + plane[i - 1] + plane[i] + plane[i + 1] + plane[i + 2]) / 5;
    }
    return out;
  }

  /**
   * For every pixel of a valley the length, in columns, of the longest line through it that goes up
   * or down by at most one row a column; 0 elsewhere.
   */
  private static short[] lengths(float[] valleys, float least) {
    short[] before = new short[PIXELS];
    short[] after = new short[PIXELS];
    for (int x = 1; x < SIDE; x++) {
      extend(valleys, least, before, x, -1);
    }
    for (int x = SIDE - 2; x >= 0; x--) {
      extend(valleys, least, after, x, 1);
    }
    for (int i = 0; i < PIXELS; i++) {
      before[i] = (short) (before[i] == 0 ? 0 : before[i] + after[i] - 1);
    }
    return before;
  }

  private static void extend(float[] valleys, float least, short[] lengths, int x, int from) {
    for (int y = 1; y < SIDE - 1; y++) {
      int i = y * SIDE + x;
      if (valleys[i] > least) {
        int level = lengths[i + from];
        int up = lengths[i + from - SIDE];
        int down = lengths[i + from + SIDE];
        lengths[i] = (short) (1 + Math.max(level, Math.max(up, down)));
      }
    }
  }
}
