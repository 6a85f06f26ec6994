package io.dermaflow.models.skin;

import java.util.Locale;

/**
 * How full lips are: their height without the opening between them, over the width of the mouth.
 * The bounds are ours, with dead zones between them.
 */
public enum LipFullness {
  FULL,
  MEDIUM,
  THIN,
  /** Between two, or without landmarks. */
  UNKNOWN;

  /** {@link #THIN} below this ratio. */
  public static final double THIN_BELOW = 0.24;

  /** {@link #MEDIUM} between these, ends included. */
  public static final double MEDIUM_FROM = 0.27;

  public static final double MEDIUM_TO = 0.36;

  /** {@link #FULL} above this ratio. */
  public static final double FULL_ABOVE = 0.40;

  /**
   * @param ratio height of both lips over the width of the mouth
   */
  public static LipFullness of(double ratio) {
    if (!(ratio > 0)) {
      return UNKNOWN;
    }
    if (ratio < THIN_BELOW) {
      return THIN;
    }
    if (ratio > FULL_ABOVE) {
      return FULL;
    }
    return ratio >= MEDIUM_FROM && ratio <= MEDIUM_TO ? MEDIUM : UNKNOWN;
  }

  /** From 68 points: (51 to 57, less 62 to 66) over 48 to 54. */
  public static LipFullness of(Landmarks points) {
    double height = points.distance(51, 57) - points.distance(62, 66);
    return of(height / Math.max(1e-6, points.distance(48, 54)));
  }

  /** The name in lower case, as looks carry it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
