package io.dermaflow.models.skin;

import io.dermaflow.models.skin.Landmarks.Point;
import java.util.ArrayList;
import java.util.List;

/** 68 points of a face with chosen proportions, 200 pixels wide, upright around (300, 300). */
final class TestLandmarks {

  private static final double WIDTH = 200;
  private static final double EYE = 44;
  private static final double MOUTH = 72;

  private final Point[] points = new Point[Landmarks.COUNT];
  private double forehead = 0.88;
  private double jaw = 0.80;
  private double length = 1.38;
  private double jawHeight = 0.50;
  private double aspect = 0.30;
  private double tilt = 4;
  private double lid = 0.65;
  private double lips = 0.32;

  static TestLandmarks aFace() {
    return new TestLandmarks();
  }

  /**
   * @param height of the corner of the jaw below the eyes, over the width of the face
   */
  TestLandmarks shaped(double newForehead, double newJaw, double newLength, double height) {
    this.forehead = newForehead;
    this.jaw = newJaw;
    this.length = newLength;
    this.jawHeight = height;
    return this;
  }

  TestLandmarks eyes(double newAspect, double newTilt, double newLid) {
    this.aspect = newAspect;
    this.tilt = newTilt;
    this.lid = newLid;
    return this;
  }

  TestLandmarks lips(double ratio) {
    this.lips = ratio;
    return this;
  }

  Landmarks build() {
    for (int i = 0; i < points.length; i++) {
      points[i] = at(0, 60);
    }
    double browY = -(lid * EYE + aspect * EYE / 2);
    double browEnd = forehead * WIDTH / 1.05 / 2;
    for (int i = 0; i < 5; i++) {
      double x = browEnd + (16 - browEnd) * i / 4;
      points[17 + i] = at(-x, browY);
      points[26 - i] = at(x, browY);
    }
    double middle = (browEnd + 16) / 2;
    eye(new int[] {36, 37, 38, 39, 40, 41}, -middle, -1);
    eye(new int[] {45, 44, 43, 42, 47, 46}, middle, 1);
    jawLine(length * WIDTH / 1.5 + browY);
    double half = lips * MOUTH / 2;
    points[48] = at(-MOUTH / 2, 100);
    points[54] = at(MOUTH / 2, 100);
    points[51] = at(0, 100 - half);
    points[57] = at(0, 100 + half);
    points[62] = at(0, 100);
    points[66] = at(0, 100);
    return new Landmarks(List.of(points));
  }

  /** Outer corner, upper lid from the outside, inner corner, lower lid from the inside. */
  private void eye(int[] index, double x, int side) {
    double rise = Math.tan(Math.toRadians(tilt)) * EYE;
    double[] along = {0.5, 1 / 6.0, -1 / 6.0, -0.5, -1 / 6.0, 1 / 6.0};
    double[] up = {0, 0.5, 0.5, 0, -0.5, -0.5};
    for (int i = 0; i < 6; i++) {
      points[index[i]] = at(x + side * along[i] * EYE, -along[i] * rise - up[i] * aspect * EYE);
    }
  }

  private void jawLine(double chin) {
    double[][] left = {
      {-0.5, 0}, {-0.497, 0.13}, {-0.485, 0.26}, {-0.45, 0.38}, {-jaw / 2, jawHeight}
    };
    for (int i = 0; i < 5; i++) {
      points[i] = at(left[i][0] * WIDTH, left[i][1] * WIDTH);
      points[16 - i] = at(-left[i][0] * WIDTH, left[i][1] * WIDTH);
    }
    double cornerX = -jaw / 2 * WIDTH;
    double cornerY = jawHeight * WIDTH;
    for (int i = 1; i <= 4; i++) {
      double x = cornerX + (0 - cornerX) * i / 4;
      double y = cornerY + (chin - cornerY) * i / 4;
      points[4 + i] = at(x, y);
      points[12 - i] = at(-x, y);
    }
  }

  private static Point at(double x, double y) {
    return new Point(300 + x, 300 + y);
  }

  /** As the text of a .pts file, which counts from 1. */
  static String pts(Landmarks landmarks) {
    List<String> lines = new ArrayList<>(List.of("version: 1", "n_points:  68", "{"));
    for (Point point : landmarks.points()) {
      lines.add((point.x() + 1) + " " + (point.y() + 1));
    }
    lines.add("}");
    return String.join("\n", lines) + "\n";
  }
}
