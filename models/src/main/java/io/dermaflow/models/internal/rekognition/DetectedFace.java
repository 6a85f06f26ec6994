package io.dermaflow.models.internal.rekognition;

import io.dermaflow.models.skin.EyeProportions;
import io.dermaflow.models.skin.EyeShape;
import io.dermaflow.models.skin.FaceProportions;
import io.dermaflow.models.skin.FaceShape;
import io.dermaflow.models.skin.Landmarks.Point;
import io.dermaflow.models.skin.LipFullness;
import io.dermaflow.models.skin.LookFeatures;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * One element of {@code FaceDetails}. Shape, eyes and lips are told by the same bounds as those of
 * 68 points, where Rekognition names about the same places; a head that is turned, closed eyes and
 * an open mouth make them unknown.
 *
 * @param middle middle of the bounding box, pixels
 * @param area of the bounding box, square pixels
 * @param points landmarks by Rekognition's names, pixels
 * @param turned true when the head is turned away from the camera
 * @param eyesClosed true when Rekognition is sure of it
 * @param mouthOpen true when Rekognition is sure of it
 */
record DetectedFace(
    Point middle,
    double area,
    Map<String, Point> points,
    boolean turned,
    boolean eyesClosed,
    boolean mouthOpen) {

  /** Degrees of yaw or pitch beyond which proportions are those of the view, not of the face. */
  private static final double MOST_TURNED = 20;

  /** Rekognition's confidence, percent, from which on an attribute counts. */
  private static final double SURE = 80;

  /** As for 68 points: temples over the span of the brows, and the whole length over two thirds. */
  private static final double TEMPLES = 1.05;

  private static final double THIRDS = 1.5;

  /** The lids of an ellipse at a third of its width over those at its middle, as in 68 points. */
  private static final double LIDS = 0.943;

  private static final Point NOWHERE = new Point(Double.NaN, Double.NaN);

  /** Reads an element; places are given as shares of width and height. */
  static DetectedFace of(JsonNode detail, int width, int height) {
    JsonNode box = detail.path("BoundingBox");
    double wide = box.path("Width").asDouble(0) * width;
    double high = box.path("Height").asDouble(0) * height;
    Point middle =
        new Point(
            box.path("Left").asDouble(0) * width + wide / 2,
            box.path("Top").asDouble(0) * height + high / 2);
    Map<String, Point> points = new HashMap<>();
    for (JsonNode landmark : detail.path("Landmarks")) {
      points.put(
          landmark.path("Type").asString(""),
          new Point(
              landmark.path("X").asDouble(Double.NaN) * width,
              landmark.path("Y").asDouble(Double.NaN) * height));
    }
    JsonNode pose = detail.path("Pose");
    boolean turned =
        Math.abs(pose.path("Yaw").asDouble(0)) > MOST_TURNED
            || Math.abs(pose.path("Pitch").asDouble(0)) > MOST_TURNED;
    return new DetectedFace(
        middle,
        wide * high,
        Map.copyOf(points),
        turned,
        says(detail.path("EyesOpen"), false),
        says(detail.path("MouthOpen"), true));
  }

  private static boolean says(JsonNode attribute, boolean value) {
    return attribute.path("Value").isBoolean()
        && attribute.path("Value").asBoolean() == value
        && attribute.path("Confidence").asDouble(0) >= SURE;
  }

  FaceShape shape() {
    if (turned) {
      return FaceShape.UNKNOWN;
    }
    double cheekbones = distance("upperJawlineLeft", "upperJawlineRight");
    double brows = distance("leftEyeBrowLeft", "rightEyeBrowRight");
    Point betweenBrows = at("leftEyeBrowRight").middle(at("rightEyeBrowLeft"));
    double length = betweenBrows.distance(at("chinBottom"));
    double angle =
        (angle("upperJawlineLeft", "midJawlineLeft")
                + angle("upperJawlineRight", "midJawlineRight"))
            / 2;
    return new FaceProportions(
            TEMPLES * brows / cheekbones,
            distance("midJawlineLeft", "midJawlineRight") / cheekbones,
            THIRDS * length / cheekbones,
            angle)
        .shape(FaceProportions.LANDMARK_MARGIN);
  }

  LookFeatures features() {
    if (turned) {
      return LookFeatures.UNKNOWN;
    }
    return new LookFeatures(
        eyesClosed ? EyeShape.UNKNOWN : eyes().shape(),
        mouthOpen
            ? LipFullness.UNKNOWN
            : LipFullness.of(
                distance("mouthUp", "mouthDown") / distance("mouthLeft", "mouthRight")));
  }

  private EyeProportions eyes() {
    EyeProportions left = eye("left", "right");
    EyeProportions right = eye("right", "left");
    return new EyeProportions(
        (left.aspect() + right.aspect()) / 2,
        (left.tilt() + right.tilt()) / 2,
        (left.lid() + right.lid()) / 2);
  }

  private EyeProportions eye(String side, String otherSide) {
    Point a = at(side + "EyeLeft");
    Point b = at(side + "EyeRight");
    Point other = at(otherSide + "EyeLeft");
    boolean outerFirst = a.distance(other) > b.distance(other);
    Point outer = outerFirst ? a : b;
    Point inner = outerFirst ? b : a;
    double width = outer.distance(inner);
    double tilt =
        Math.toDegrees(Math.atan2(inner.y() - outer.y(), Math.abs(inner.x() - outer.x())));
    return new EyeProportions(
        LIDS * distance(side + "EyeUp", side + "EyeDown") / width,
        tilt,
        distance(side + "EyeUp", side + "EyeBrowUp") / width);
  }

  /** Angle of the jaw at {@code corner}, degrees. */
  private double angle(String ear, String corner) {
    Point c = at(corner);
    Point a = at(ear);
    Point b = at("chinBottom");
    double turn =
        Math.atan2(a.y() - c.y(), a.x() - c.x()) - Math.atan2(b.y() - c.y(), b.x() - c.x());
    double degrees = Math.abs(Math.toDegrees(turn)) % 360;
    return degrees > 180 ? 360 - degrees : degrees;
  }

  private double distance(String first, String second) {
    return at(first).distance(at(second));
  }

  private Point at(String name) {
    return points.getOrDefault(name, NOWHERE);
  }
}
