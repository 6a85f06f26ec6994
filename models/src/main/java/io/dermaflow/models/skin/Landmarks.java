package io.dermaflow.models.skin;

import io.dermaflow.errors.DermaflowException;
import java.util.ArrayList;
import java.util.List;

/**
 * 68 points of a face in the numbering of iBUG 300-W (Sagonas et al., 300 Faces in-the-Wild
 * Challenge, 2013), counted from 0 here: 0–16 jaw from the ear at the left of the picture over the
 * chin (8), 17–21 and 22–26 brows, 27–35 nose, 36–41 and 42–47 eyes, 48–59 outer and 60–67 inner
 * lips. They identify a person: they are used and forgotten, never stored.
 *
 * @param points x and y in pixels of the picture, 0 is the middle of the first pixel
 */
public record Landmarks(List<Point> points) {

  /** How many there are. */
  public static final int COUNT = 68;

  /**
   * One point.
   *
   * @param x pixels from the left
   * @param y pixels from the top
   */
  public record Point(double x, double y) {

    /** Distance to another point, pixels. */
    public double distance(Point other) {
      return Math.hypot(x - other.x, y - other.y);
    }

    /** The middle between two points. */
    public Point middle(Point other) {
      return new Point((x + other.x) / 2, (y + other.y) / 2);
    }
  }

  /**
   * @throws IllegalArgumentException when there are not 68 points or one is not finite
   */
  public Landmarks {
    points = List.copyOf(points);
    if (points.size() != COUNT) {
      throw new IllegalArgumentException(points.size() + " landmarks, expected " + COUNT);
    }
    for (int i = 0; i < COUNT; i++) {
      Point point = points.get(i);
      if (!Double.isFinite(point.x()) || !Double.isFinite(point.y())) {
        throw new IllegalArgumentException(
            "landmark %d is (%s, %s), expected finite numbers".formatted(i, point.x(), point.y()));
      }
    }
  }

  /**
   * Reads the text of a {@code .pts} file: {@code version: 1}, {@code n_points: 68}, and between
   * braces a line of x and y for each point. Its coordinates count from 1, as is the custom of this
   * format; ours from 0.
   *
   * @throws DermaflowException when the text is anything else
   */
  public static Landmarks parse(String pts) {
    List<String> lines = pts.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    int open = lines.indexOf("{");
    int close = lines.indexOf("}");
    if (open < 0 || close < open || close != lines.size() - 1) {
      throw unfit("no points between braces");
    }
    List<String> header = lines.subList(0, open);
    require(header, "version", "1");
    require(header, "n_points", Integer.toString(COUNT));
    List<Point> points = new ArrayList<>();
    for (String line : lines.subList(open + 1, close)) {
      points.add(point(line));
    }
    if (points.size() != COUNT) {
      throw unfit(points.size() + " points between the braces");
    }
    return new Landmarks(points);
  }

  private static void require(List<String> header, String key, String expected) {
    String prefix = key + ":";
    String value =
        header.stream()
            .filter(line -> line.startsWith(prefix))
            .map(line -> line.substring(prefix.length()).strip())
            .findFirst()
            .orElse("missing");
    if (!value.equals(expected)) {
      throw unfit(key + " is " + value);
    }
  }

  private static Point point(String line) {
    String[] numbers = line.split("\\s+");
    if (numbers.length != 2) {
      throw unfit("the line '" + line + "'");
    }
    try {
      double x = Double.parseDouble(numbers[0]);
      double y = Double.parseDouble(numbers[1]);
      if (Double.isFinite(x) && Double.isFinite(y)) {
        return new Point(x - 1, y - 1);
      }
    } catch (NumberFormatException e) {
      // Said below, with the line.
    }
    throw unfit("the line '" + line + "'");
  }

  private static DermaflowException unfit(String found) {
    return DermaflowException.usage(
        "landmarks: " + found,
        "version 1 and %d points of two finite numbers each, between braces".formatted(COUNT),
        "the file is not an iBUG .pts file of 68 points");
  }

  Point get(int index) {
    return points.get(index);
  }

  /** The middle of the points {@code from} to {@code to}, both included. */
  Point mean(int from, int to) {
    double x = 0;
    double y = 0;
    for (int i = from; i <= to; i++) {
      x += get(i).x();
      y += get(i).y();
    }
    int n = to - from + 1;
    return new Point(x / n, y / n);
  }

  double distance(int first, int second) {
    return get(first).distance(get(second));
  }
}
