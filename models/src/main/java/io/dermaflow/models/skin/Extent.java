package io.dermaflow.models.skin;

/**
 * The rectangle of the working picture that filters look at; what they would need from beyond it is
 * its edge again.
 *
 * @param left first column
 * @param top first row
 * @param right column after the last
 * @param bottom row after the last
 */
record Extent(int left, int top, int right, int bottom) {

  /** All of the working picture. */
  static final Extent ALL = new Extent(0, 0, FaceCrop.SIDE, FaceCrop.SIDE);

  int width() {
    return right - left;
  }

  /** The row itself, or the nearest one within. */
  int row(int y) {
    return Math.max(top, Math.min(bottom - 1, y));
  }
}
