package io.dermaflow.models.skin;

/**
 * Proportions of a face that its shape is told by. There is no agreed standard for the shapes: the
 * typical proportions of {@link FaceShape} are ours, after the words that make-up artists use
 * (oblong is long, square has a jaw as wide as the cheeks, a heart narrows from a wide forehead).
 *
 * @param forehead width of the forehead over that of the cheekbones
 * @param jaw width of the face at the mouth over that of the cheekbones
 * @param length from the hairline to the chin over the width of the cheekbones
 * @param jawAngle angle of the jaw between ear and chin, degrees; NaN when unknown, as any of these
 */
public record FaceProportions(double forehead, double jaw, double length, double jawAngle) {

  /** Margin for {@link #shape(double)} where the proportions come from landmarks. */
  public static final double LANDMARK_MARGIN = 0.25;

  /** Margin where they come from an outline of skin: hair and neck blur it. */
  public static final double OUTLINE_MARGIN = 0.5;

  /** What a difference of 1 means for forehead, jaw, length and angle. */
  private static final double[] SCALES = {0.06, 0.06, 0.12, 9};

  /** A face that is farther from every shape is none of them. */
  private static final double FARTHEST = 2;

  /** Temples reach beyond the ends of the brows. */
  private static final double TEMPLES = 1.05;

  /** Brows to chin are two of three equal parts from hairline to chin (Farkas, 1994). */
  private static final double THIRDS = 1.5;

  /**
   * Where only lengths are known, in any unit; NaN where one is not.
   *
   * @param cheekbones width of the cheekbones
   * @param forehead width of the forehead
   * @param jaw width at the mouth
   * @param length hairline to chin
   */
  public static FaceProportions ofWidths(
      double cheekbones, double forehead, double jaw, double length) {
    return new FaceProportions(
        forehead / cheekbones, jaw / cheekbones, length / cheekbones, Double.NaN);
  }

  /**
   * From 68 points: cheekbones are the widest of 0–16, 1–15, 2–14; the jaw is 4–12; the forehead is
   * 1.05 × the span of the brows 17–26; the length 1.5 × from the middle of the inner brow ends to
   * the chin 8; the angle at 4 and 12 between 1 or 15 and 8, the mean of both sides.
   */
  public static FaceProportions of(Landmarks points) {
    double cheekbones =
        Math.max(points.distance(0, 16), Math.max(points.distance(1, 15), points.distance(2, 14)));
    double length = THIRDS * points.get(21).middle(points.get(22)).distance(points.get(8));
    double angle = (angle(points, 1, 4, 8) + angle(points, 15, 12, 8)) / 2;
    return new FaceProportions(
        TEMPLES * points.distance(17, 26) / cheekbones,
        points.distance(4, 12) / cheekbones,
        length / cheekbones,
        angle);
  }

  /** Angle at {@code corner}, degrees. */
  private static double angle(Landmarks points, int first, int corner, int second) {
    Landmarks.Point c = points.get(corner);
    Landmarks.Point a = points.get(first);
    Landmarks.Point b = points.get(second);
    double turn =
        Math.atan2(a.y() - c.y(), a.x() - c.x()) - Math.atan2(b.y() - c.y(), b.x() - c.x());
    double degrees = Math.abs(Math.toDegrees(turn)) % 360;
    return degrees > 180 ? 360 - degrees : degrees;
  }

  /**
   * The nearest shape by root mean square of the scaled differences (0.06 for widths, 0.12 for the
   * length, 9 degrees for the angle) over what is known. {@link FaceShape#UNKNOWN} when fewer than
   * three proportions are known, when the nearest is farther than 2, or when the second is not
   * farther by {@code margin}.
   */
  public FaceShape shape(double margin) {
    if (known() < 3) {
      return FaceShape.UNKNOWN;
    }
    FaceShape nearest = FaceShape.UNKNOWN;
    double first = Double.POSITIVE_INFINITY;
    double second = Double.POSITIVE_INFINITY;
    for (FaceShape shape : FaceShape.values()) {
      if (shape == FaceShape.UNKNOWN) {
        continue;
      }
      double distance = distance(shape.typical());
      if (distance < first) {
        second = first;
        first = distance;
        nearest = shape;
      } else if (distance < second) {
        second = distance;
      }
    }
    return first <= FARTHEST && second - first >= margin ? nearest : FaceShape.UNKNOWN;
  }

  private int known() {
    int known = 0;
    for (double value : values()) {
      known += Double.isFinite(value) ? 1 : 0;
    }
    return known;
  }

  private double distance(FaceProportions other) {
    double sum = 0;
    double[] mine = values();
    double[] theirs = other.values();
    for (int i = 0; i < mine.length; i++) {
      if (Double.isFinite(mine[i])) {
        double difference = (mine[i] - theirs[i]) / SCALES[i];
        sum += difference * difference;
      }
    }
    return Math.sqrt(sum / known());
  }

  private double[] values() {
    return new double[] {forehead, jaw, length, jawAngle};
  }
}
