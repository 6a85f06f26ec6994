package io.dermaflow.models.skin;

/**
 * Proportions of a face from the outline of its skin, for want of landmarks. Widths are measured
 * along rows of the face from the inside to where skin ends; the chin is where the middle of the
 * face grows darker towards the neck. What hair, ears or light hide is not a number.
 */
final class FaceOutline {

  /** Row of the forehead. */
  private static final double FOREHEAD = -0.5;

  /** Rows of the cheekbones; ears, which are skin, too, end above the last of them. */
  private static final double[] CHEEKBONES = {0.30, 0.40, 0.50, 0.62};

  /** So many pixels in a row that are not skin end a face. */
  private static final int END = 4;

  /** No face reaches farther, in half widths. */
  private static final double WIDEST = 1.35;

  /** Where a chin can end, below the mouth. */
  private static final double CHIN_FROM = 0.32;

  private static final double CHIN_TO = 0.75;

  /** Height of the two bands that are compared to find the chin. */
  private static final double BAND = 0.07;

  /** Share of a band that has to be skin: clothes are no neck. */
  private static final double BAND_SKIN = 0.6;

  /** The neck has to be so much darker, as a share of luma. */
  private static final double NECK = 0.1;

  /** Part of the way from hairline to chin that lies below the eyes (thirds of Farkas, 1994). */
  private static final double BELOW_EYES = 0.57;

  private final FaceView view;

  private FaceOutline(FaceView view) {
    this.view = view;
  }

  static FaceProportions of(FaceView view) {
    FaceOutline outline = new FaceOutline(view);
    double cheekbones = Double.POSITIVE_INFINITY;
    for (double row : CHEEKBONES) {
      double width = outline.width(0.3, row);
      cheekbones = Double.isNaN(width) ? cheekbones : Math.min(cheekbones, width);
    }
    if (Double.isInfinite(cheekbones)) {
      cheekbones = Double.NaN;
    }
    return FaceProportions.ofWidths(
        cheekbones,
        outline.width(0, FOREHEAD),
        outline.width(0.45, view.frame().mouth),
        outline.chin() / BELOW_EYES);
  }

  /** Width of the face along a row, in half widths, or NaN where no end is seen. */
  private double width(double from, double row) {
    return reach(-1, from, row) + reach(1, from, row);
  }

  private double reach(int side, double from, double row) {
    double step = 1 / view.frame().unit;
    int missing = 0;
    for (double u = from; u < WIDEST; u += step) {
      int index = view.frame().index(side * u, row);
      if (index < 0) {
        return Double.NaN;
      }
      byte kind = view.mask().colours().kind(view.crop(), false, index);
      missing = kind == SkinMask.OTHER ? missing + 1 : 0;
      if (missing == END) {
        double end = u - (END - 1) * step;
        return end <= from + step ? Double.NaN : end;
      }
    }
    return Double.NaN;
  }

  /** w of the chin, or NaN when the neck is not darker. */
  private double chin() {
    double mouth = view.frame().mouth;
    double step = 1 / view.frame().unit;
    double best = NECK;
    double chin = Double.NaN;
    for (double w = mouth + CHIN_FROM; w < mouth + CHIN_TO; w += step) {
      double above = band(w - BAND);
      double below = band(w);
      double drop = (above - below) / Math.max(1, above);
      if (drop > best) {
        best = drop;
        chin = w;
      }
    }
    return chin;
  }

  /** Mean luma of the middle of the face over a band, or NaN where that is not skin. */
  private double band(double from) {
    double step = 1 / view.frame().unit;
    double sum = 0;
    int n = 0;
    int skin = 0;
    for (double w = from; w < from + BAND; w += step) {
      for (double u = -0.12; u <= 0.12; u += step) {
        int index = view.frame().index(u, w);
        if (index < 0) {
          return Double.NaN;
        }
        byte kind = view.mask().colours().kind(view.crop(), false, index);
        skin += kind == SkinMask.OTHER ? 0 : 1;
        sum += view.crop().luma[index];
        n++;
      }
    }
    return skin < BAND_SKIN * n ? Double.NaN : sum / n;
  }
}
