package io.dermaflow.models.skin;

import static io.dermaflow.models.skin.FaceCrop.HALF_BOX;
import static io.dermaflow.models.skin.FaceCrop.SIDE;

/**
 * Coordinates on the face: (u, w) with the middle between the eyes as origin, u to the right of the
 * picture and w down along the face; 1 is half the width of the face. Pupils are at u = ±0.42, w =
 * 0, the mouth near w = 0.94 (typical proportions: Farkas, Anthropometry of the Head and Face,
 * 1994).
 */
final class FaceFrame {

  /** Distance of a pupil from the middle, in half widths of the face. */
  static final double EYE = 0.42;

  /** Where the mouth is when nobody knows better. */
  static final double MOUTH = 0.94;

  /** w of the middle of a box: eyes are a little above it. */
  static final double BOX_MIDDLE = 0.2;

  /** Working pixels per unit. */
  final double unit;

  /** w of the mouth. */
  final double mouth;

  /** How far the head is tilted clockwise, radians. */
  final double roll;

  private final double x;
  private final double y;
  private final double cos;
  private final double sin;

  /**
   * @param x middle between the eyes, working pixels
   * @param y see {@code x}
   * @param unit half the width of the face, working pixels
   * @param roll how far the line of the eyes is turned clockwise, radians
   * @param mouth w of the mouth
   */
  FaceFrame(double x, double y, double unit, double roll, double mouth) {
    this.x = x;
    this.y = y;
    this.unit = unit;
    this.roll = roll;
    this.mouth = mouth;
    this.cos = Math.cos(roll);
    this.sin = Math.sin(roll);
  }

  /** The frame of a box that was fitted to the face: see {@link CropArea#around}. */
  static FaceFrame fitted(double roll, double mouth) {
    double middle = (SIDE - 1) / 2.0;
    double up = BOX_MIDDLE * HALF_BOX;
    return new FaceFrame(
        middle + up * Math.sin(roll), middle - up * Math.cos(roll), HALF_BOX, roll, mouth);
  }

  /** The frame of known points. */
  static FaceFrame of(CropArea area, Landmarks landmarks) {
    Landmarks.Point left = working(area, landmarks.mean(36, 41));
    Landmarks.Point right = working(area, landmarks.mean(42, 47));
    Landmarks.Point lips = working(area, landmarks.mean(48, 67));
    Landmarks.Point middle = left.middle(right);
    double unit = Math.max(1, left.distance(right) / (2 * EYE));
    double roll = Math.atan2(right.y() - left.y(), right.x() - left.x());
    double down =
        (lips.y() - middle.y()) * Math.cos(roll) - (lips.x() - middle.x()) * Math.sin(roll);
    double mouth = Math.max(0.7, Math.min(1.3, down / unit));
    return new FaceFrame(middle.x(), middle.y(), unit, roll, mouth);
  }

  private static Landmarks.Point working(CropArea area, Landmarks.Point point) {
    return new Landmarks.Point(area.column(point.x()), area.row(point.y()));
  }

  /** u of a working pixel. */
  float u(int atX, int atY) {
    return (float) (((atX - x) * cos + (atY - y) * sin) / unit);
  }

  /** w of a working pixel. */
  float w(int atX, int atY) {
    return (float) (((atY - y) * cos - (atX - x) * sin) / unit);
  }

  /** Working column of a position on the face. */
  double column(double atU, double atW) {
    return x + unit * (atU * cos - atW * sin);
  }

  /** Working row of a position on the face. */
  double row(double atU, double atW) {
    return y + unit * (atU * sin + atW * cos);
  }
}
