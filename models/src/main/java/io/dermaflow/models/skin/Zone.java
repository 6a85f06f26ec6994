package io.dermaflow.models.skin;

/**
 * Parts of a face as rectangles of a {@link FaceFrame}: |u| from and to, w from and to. Those below
 * the mouth move with it.
 */
enum Zone {
  /** Where a tone is read: below the eyes, beside the nose. */
  TONE(0.30, 0.62, 0.28, 0.55, false),
  /** Cheeks. */
  CHEEKS(0.20, 0.75, 0.18, 0.72, false),
  /** Outer cheeks, where oily skin shines and other skin does not. */
  OUTER_CHEEKS(0.35, 0.80, 0.15, 0.55, false),
  /** Nose without its wings. */
  NOSE(0, 0.20, 0.10, 0.45, false),
  /** Ridge of the nose. */
  NOSE_RIDGE(0, 0.13, 0.00, 0.48, false),
  /** Nose with the shadows at its sides. */
  NOSE_SHADOWS(0, 0.30, -0.10, 0.78, false),
  /** Nose and the skin beside it, where blackheads sit. */
  PORES(0, 0.42, 0.02, 0.46, false),
  /** Forehead above the brows. */
  FOREHEAD(0, 0.55, -0.85, -0.40, false),
  /** Chin. */
  CHIN(0, 0.32, 0.27, 0.50, true),
  /** From the outer corner of the eye to the temple, and below the eye. */
  EYE_CORNERS(0.62, 0.95, -0.18, 0.30, false),
  /** Below the eyes. */
  UNDER_EYES(0.22, 0.66, 0.16, 0.34, false),
  /** Inside the lips. */
  LIPS(0, 0.22, -0.08, 0.12, true),
  /** Eyes and brows, never measured. */
  EYES(0.08, 0.62, -0.40, 0.16, false),
  /** Outer ends of the brows and of the lids, never measured. */
  BROW_ENDS(0.62, 0.80, -0.40, -0.06, false),
  /** Nostrils, never measured. */
  NOSTRILS(0, 0.25, 0.48, 0.76, false),
  /** Mouth and the shadow below it, never measured. */
  MOUTH(0, 0.42, -0.20, 0.26, true);

  private final double uFrom;
  private final double uTo;
  private final double wFrom;
  private final double wTo;
  private final boolean atMouth;

  Zone(double uFrom, double uTo, double wFrom, double wTo, boolean atMouth) {
    this.uFrom = uFrom;
    this.uTo = uTo;
    this.wFrom = wFrom;
    this.wTo = wTo;
    this.atMouth = atMouth;
  }

  /**
   * True when a position lies in this zone.
   *
   * @param mouth w of the mouth of the face
   */
  boolean holds(double u, double w, double mouth) {
    double side = Math.abs(u);
    double down = atMouth ? w - mouth : w;
    return side >= uFrom && side < uTo && down >= wFrom && down < wTo;
  }
}
