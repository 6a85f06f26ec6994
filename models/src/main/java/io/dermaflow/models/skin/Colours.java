package io.dermaflow.models.skin;

import static io.dermaflow.models.skin.FaceCrop.PIXELS;
import static io.dermaflow.models.skin.FaceCrop.SIDE;

import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;

/**
 * Redness, evenness and vividness; {@link Measurement} says what they are. Each is NaN where too
 * little of what it needs is seen.
 */
final class Colours {

  /** Luma at which colours are compared. */
  private static final double LUMA = 140;

  private static final double REDNESS_FULL = 25;

  /** Fewest pixels of a median; every second row and column is looked at. */
  private static final int FEWEST = 50;

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
  private final SkinMaps maps;

  Colours(FaceView view, SkinMaps maps) {
    this.view = view;
    this.maps = maps;
  }

  double redness() {
    IntToDoubleFunction a =
        i -> Lab.atLuma(view.crop().red[i], view.crop().green[i], view.crop().blue[i], LUMA).a();
    double[] cheeks = sorted(i -> plain(i) && in(i, Zone.CHEEKS, Zone.NOSE), a, 2);
    double[] base = sorted(i -> plain(i) && in(i, Zone.FOREHEAD, Zone.CHIN), a, 2);
    if (cheeks.length < FEWEST) {
      return Double.NaN;
    }
    double baseline = base.length < FEWEST ? quantile(cheeks, LEAST_RED) : quantile(base, 0.5);
    return Scale.linear(quantile(cheeks, 0.5) - baseline, REDNESS_FULL);
  }

  double evenness() {
    double[] as = new double[PIXELS / CELL / CELL];
    double[] bs = new double[as.length];
    int n = 0;
    for (int y = 0; y < SIDE; y += CELL) {
      for (int x = 0; x < SIDE; x += CELL) {
        double[] mean = cell(x, y);
        if (mean[3] >= CELL_SKIN) {
          Lab colour = Lab.atLuma(mean[0], mean[1], mean[2], LUMA);
          as[n] = colour.a();
          bs[n++] = colour.b();
        }
      }
    }
    if (n < FEWEST_CELLS) {
      return Double.NaN;
    }
    double spread = Math.sqrt(variance(as, n) + variance(bs, n));
    return Scale.clamp(100 * Math.exp(-spread / EVENNESS_SCALE));
  }

  /** Mean red, green and blue of the skin of a cell, and its number of pixels. */
  private double[] cell(int x0, int y0) {
    double[] sum = new double[4];
    for (int y = y0; y < y0 + CELL; y++) {
      for (int i = y * SIDE + x0, end = i + CELL; i < end; i++) {
        if (view.mask().kinds()[i] == SkinMask.SKIN) {
          sum[0] += view.crop().red[i];
          sum[1] += view.crop().green[i];
          sum[2] += view.crop().blue[i];
          sum[3]++;
        }
      }
    }
    for (int c = 0; c < 3 && sum[3] > 0; c++) {
      sum[c] /= sum[3];
    }
    return sum;
  }

  private static double variance(double[] values, int n) {
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < n; i++) {
      sum += values[i];
      squares += values[i] * values[i];
    }
    return Math.max(0, squares / n - sum / n * (sum / n));
  }

  double vividness() {
    IntToDoubleFunction yellow =
        i -> 100 * Math.log(Math.max(4, view.crop().green[i]) / Math.max(4, view.crop().blue[i]));
    IntPredicate based = i -> plain(i) && in(i, Zone.FOREHEAD, Zone.CHIN);
    double[] skin = sorted(based, yellow, 1);
    double[] redOfSkin = sorted(based, i -> maps.red[i], 1);
    if (skin.length < FEWEST) {
      return Double.NaN;
    }
    double reddest = quantile(redOfSkin, 0.5) + LIPS;
    double[] lips = sorted(i -> in(i, Zone.LIPS) && maps.red[i] > reddest, yellow, 1);
    if (lips.length < FEWEST) {
      return Double.NaN;
    }
    double contrast = quantile(skin, 0.5) - quantile(lips, 0.5);
    return Scale.clamp(50 + VIVID_STEP * (contrast - VIVID_MIDDLE));
  }

  /** Skin that neither shines nor belongs to a lesion. */
  private boolean plain(int index) {
    return view.mask().kinds()[index] == SkinMask.SKIN && maps.redDetail[index] < Spots.NEAR_LESION;
  }

  private boolean in(int index, Zone... zones) {
    for (Zone zone : zones) {
      if (zone.holds(view.frame(), index)) {
        return true;
      }
    }
    return false;
  }

  private static double[] sorted(IntPredicate chosen, IntToDoubleFunction value, int step) {
    double[] values = new double[PIXELS];
    int n = 0;
    for (int y = 0; y < SIDE; y += step) {
      for (int x = 0; x < SIDE; x += step) {
        int i = y * SIDE + x;
        if (chosen.test(i)) {
          values[n++] = value.applyAsDouble(i);
        }
      }
    }
    double[] result = Arrays.copyOf(values, n);
    Arrays.sort(result);
    return result;
  }

  private static double quantile(double[] sorted, double share) {
    return sorted[(int) (share * (sorted.length - 1))];
  }
}
