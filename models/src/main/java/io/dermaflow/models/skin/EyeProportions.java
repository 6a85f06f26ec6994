package io.dermaflow.models.skin;

/**
 * Proportions of a pair of eyes. A crease of the lid is no landmark: hooded and monolid are guesses
 * from how near the brow is and how the corners lie, which is why their bounds are tight and much
 * is {@link EyeShape#UNKNOWN}. The bounds are ours.
 *
 * @param aspect height of the opening over its width: the eye aspect ratio (Soukupová and Čech,
 *     Real-Time Eye Blink Detection using Facial Landmarks, 2016); about 0.3 in an open eye
 * @param tilt how far the outer corner lies above the inner, degrees
 * @param lid distance from the upper lid to the brow over the width of the eye
 */
public record EyeProportions(double aspect, double tilt, double lid) {

  /** A lower opening is a closed eye. */
  public static final double CLOSED_BELOW = 0.15;

  /** {@link EyeShape#ROUND} from this aspect on. */
  public static final double ROUND_FROM = 0.36;

  /** {@link EyeShape#ALMOND} between these aspects, ends included. */
  public static final double ALMOND_FROM = 0.27;

  public static final double ALMOND_TO = 0.33;

  /** {@link EyeShape#ALMOND} between these tilts, degrees. */
  public static final double ALMOND_TILT_FROM = -3;

  public static final double ALMOND_TILT_TO = 13;

  /** Hooded and monolid eyes are lower than this. */
  public static final double LOW_BELOW = 0.25;

  /** {@link EyeShape#HOODED} where the brow is nearer. */
  public static final double HOODED_BELOW = 0.42;

  /** {@link EyeShape#MONOLID} where the brow is farther and the outer corner higher. */
  public static final double MONOLID_ABOVE = 0.75;

  public static final double MONOLID_TILT = 3;

  /** The mean of both eyes of 68 points. */
  public static EyeProportions of(Landmarks points) {
    EyeProportions left = eye(points, 36, 39, new int[] {37, 38, 40, 41}, 17);
    EyeProportions right = eye(points, 45, 42, new int[] {43, 44, 46, 47}, 22);
    return new EyeProportions(
        (left.aspect + right.aspect) / 2, (left.tilt + right.tilt) / 2, (left.lid + right.lid) / 2);
  }

  /**
   * @param lids two points of the upper lid and two of the lower, the lower in reverse order
   * @param brow first of the five points of the brow
   */
  private static EyeProportions eye(Landmarks points, int outer, int inner, int[] lids, int brow) {
    double width = Math.max(1e-6, points.distance(outer, inner));
    double height = (points.distance(lids[0], lids[3]) + points.distance(lids[1], lids[2])) / 2;
    Landmarks.Point out = points.get(outer);
    Landmarks.Point in = points.get(inner);
    double tilt = tilt(out, in);
    Landmarks.Point upper = points.get(lids[0]).middle(points.get(lids[1]));
    double lid = upper.distance(points.mean(brow + 1, brow + 3)) / width;
    return new EyeProportions(height / width, tilt, lid);
  }

  /** How far the outer corner lies above the inner, degrees; a tilted head cancels in the mean. */
  static double tilt(Landmarks.Point outer, Landmarks.Point inner) {
    return Math.toDegrees(
        Math.atan2(inner.y() - outer.y(), Math.max(1e-6, Math.abs(inner.x() - outer.x()))));
  }

  /** The shape, {@link EyeShape#UNKNOWN} between the bounds. */
  public EyeShape shape() {
    if (!Double.isFinite(aspect + tilt + lid) || aspect < CLOSED_BELOW) {
      return EyeShape.UNKNOWN;
    }
    if (aspect >= ROUND_FROM) {
      return EyeShape.ROUND;
    }
    if (aspect < LOW_BELOW && lid < HOODED_BELOW) {
      return EyeShape.HOODED;
    }
    if (aspect < LOW_BELOW && lid > MONOLID_ABOVE && tilt > MONOLID_TILT) {
      return EyeShape.MONOLID;
    }
    boolean almond =
        aspect >= ALMOND_FROM
            && aspect <= ALMOND_TO
            && tilt >= ALMOND_TILT_FROM
            && tilt <= ALMOND_TILT_TO;
    return almond ? EyeShape.ALMOND : EyeShape.UNKNOWN;
  }
}
