package io.dermaflow.models.skin;

import static io.dermaflow.models.skin.FaceCrop.PIXELS;
import static io.dermaflow.models.skin.FaceCrop.SIDE;

/**
 * Redness, evenness and vividness; {@link Measurement} says what they are. Each is NaN where too
 * little of what it needs is seen.
 */
final class Colours {

  /** Luma at which colours are compared. */
  private static final float LUMA = 140;

  private static final double REDNESS_FULL = 25;

  /** Fewest pixels of a median. */
  private static final int FEWEST = 50;

  /** Bits of the index of a pixel in an odd row or column, which redness does not look at. */
  private static final int ODD = SIDE | 1;

  /** Darker values count as this. */
  private static final float LEAST = 4;

  /** Part of the cheeks that stands in for forehead and chin when hair covers them. */
  private static final double LEAST_RED = 0.2;

  /** Cells of evenness: pixels a side, and fewest pixels of skin in one. */
  private static final int CELL = 8;

  private static final int CELL_SKIN = 32;
  private static final int FEWEST_CELLS = 20;
  private static final double EVENNESS_SCALE = 12;

  /** Lips are redder than the skin by this, percent R / G. */
  private static final double LIPS = 18;

  /** Contrast to the lips, percent G / B, that is vividness 50, and points per percent. */
  private static final double VIVID_MIDDLE = 2.5;

  private static final double VIVID_STEP = 8;

  private final FaceView view;
  private final FaceCrop crop;
  private final SkinMaps maps;
  private final LabTable lab = new LabTable(LUMA);

  Colours(FaceView view, SkinMaps maps) {
    this.view = view;
    this.crop = view.crop();
    this.maps = maps;
  }

  double redness() {
    double cheeks = redness(view.map().cheeksAndNose, 0.5);
    if (Double.isNaN(cheeks)) {
      return Double.NaN;
    }
    double base = redness(view.map().foreheadAndChin, 0.5);
    double baseline = Double.isNaN(base) ? redness(view.map().cheeksAndNose, LEAST_RED) : base;
    return Scale.linear(cheeks - baseline, REDNESS_FULL);
  }

  /** A quantile of a*, or NaN of too few pixels. */
  private double redness(char[] where, double share) {
    Sample sample = view.workspace().sample;
    sample.clear();
    for (int i : where) {
      if ((i & ODD) == 0 && isPlain(i)) {
        lab.look(
            crop.red[i / SIDE][i % SIDE],
            crop.green[i / SIDE][i % SIDE],
            crop.blue[i / SIDE][i % SIDE]);
        sample.add(lab.a());
      }
    }
    return sample.size() < FEWEST ? Double.NaN : sample.quantile(share);
  }

  double evenness() {
    Extent extent = view.map().extent;
    float[] as = new float[PIXELS / CELL / CELL];
    float[] bs = new float[as.length];
    int n = 0;
    for (int y = extent.top() / CELL * CELL; y < extent.bottom(); y += CELL) {
      for (int x = extent.left() / CELL * CELL; x < extent.right(); x += CELL) {
        if (lookAtCell(x, y)) {
          as[n] = lab.a();
          bs[n++] = lab.b();
        }
      }
    }
    if (n < FEWEST_CELLS) {
      return Double.NaN;
    }
    double spread = Math.sqrt(variance(as, n) + variance(bs, n));
    return Scale.clamp(100 * Math.exp(-spread / EVENNESS_SCALE));
  }

  /** Looks up the mean colour of the skin of a cell; false where there is too little. */
  private boolean lookAtCell(int x0, int y0) {
    byte[] kinds = view.mask().kinds();
    float red = 0;
    float green = 0;
    float blue = 0;
    int n = 0;
    for (int y = y0; y < y0 + CELL; y++) {
      for (int x = x0; x < x0 + CELL; x++) {
        if (kinds[y * SIDE + x] == SkinMask.SKIN) {
          red += crop.red[y][x];
          green += crop.green[y][x];
          blue += crop.blue[y][x];
          n++;
        }
      }
    }
    if (n < CELL_SKIN) {
      return false;
    }
    lab.look(red / n, green / n, blue / n);
    return true;
  }

  private static double variance(float[] values, int n) {
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < n; i++) {
      sum += values[i];
      squares += (double) values[i] * values[i];
    }
    return Math.max(0, squares / n - sum / n * (sum / n));
  }

  double vividness() {
    Sample sample = view.workspace().sample;
    sample.clear();
    for (int i : view.map().foreheadAndChin) {
      if (isPlain(i)) {
        sample.add(maps.red[i / SIDE][i % SIDE]);
      }
    }
    if (sample.size() < FEWEST) {
      return Double.NaN;
    }
    double reddest = sample.quantile(0.5) + LIPS;
    sample.clear();
    for (int i : view.map().foreheadAndChin) {
      if (isPlain(i)) {
        sample.add(yellowness(i));
      }
    }
    double skin = sample.quantile(0.5);
    sample.clear();
    for (int i : view.map().lips) {
      if (maps.red[i / SIDE][i % SIDE] > reddest) {
        sample.add(yellowness(i));
      }
    }
    if (sample.size() < FEWEST) {
      return Double.NaN;
    }
    double contrast = 100 * Math.log(skin / sample.quantile(0.5));
    return Scale.clamp(50 + VIVID_STEP * (contrast - VIVID_MIDDLE));
  }

  /** G / B: as good as its logarithm where only ranks count. */
  private float yellowness(int i) {
    return Math.max(LEAST, crop.green[i / SIDE][i % SIDE])
        / Math.max(LEAST, crop.blue[i / SIDE][i % SIDE]);
  }

  /** Skin that neither shines nor belongs to a lesion. */
  private boolean isPlain(int i) {
    return view.mask().kinds()[i] == SkinMask.SKIN
        && maps.redDetail[i / SIDE][i % SIDE] < Spots.NEAR_LESION;
  }
}
