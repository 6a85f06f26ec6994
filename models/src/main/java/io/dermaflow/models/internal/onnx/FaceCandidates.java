package io.dermaflow.models.internal.onnx;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a face detector says of each prior, and which of that are faces.
 *
 * @param scores of "no face" and "face", for each prior
 * @param corners x1, y1, x2, y2 as shares of the frame, for each prior
 */
@SuppressWarnings("ArrayRecordComponent") // numbers on their way
record FaceCandidates(float[] scores, float[] corners) {

  /** A face is what scores more. */
  private static final double THRESHOLD = 0.7;

  /** Two boxes that have more in common, area over area of both, are of one face. */
  private static final double MOST_OVERLAP = 0.3;

  /** Numbers of the priors that stand for a face, surest first; ties by number. */
  List<Integer> faces() {
    List<Integer> sure =
        IntStream.range(0, scores.length / 2)
            .filter(i -> score(i) > THRESHOLD && width(i) > 0 && height(i) > 0)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -score(i)))
            .toList();
    List<Integer> faces = new ArrayList<>();
    for (int i : sure) {
      if (faces.stream().noneMatch(face -> overlap(face, i) > MOST_OVERLAP)) {
        faces.add(i);
      }
    }
    return faces;
  }

  /** Whether all boxes have a right edge beyond the left one, and a lower one below the upper. */
  boolean areBoxes() {
    return IntStream.range(0, corners.length / 4).allMatch(i -> width(i) > 0 && height(i) > 0);
  }

  private double score(int i) {
    return scores[2 * i + 1];
  }

  /** A corner's coordinate: 0 left, 1 top, 2 right, 3 bottom. */
  double corner(int i, int which) {
    return corners[4 * i + which];
  }

  private double width(int i) {
    return corner(i, 2) - corner(i, 0);
  }

  private double height(int i) {
    return corner(i, 3) - corner(i, 1);
  }

  private double overlap(int a, int b) {
    double width = Math.min(corner(a, 2), corner(b, 2)) - Math.max(corner(a, 0), corner(b, 0));
    double height = Math.min(corner(a, 3), corner(b, 3)) - Math.max(corner(a, 1), corner(b, 1));
    if (width <= 0 || height <= 0) {
      return 0;
    }
    double common = width * height;
    return common / (width(a) * height(a) + width(b) * height(b) - common);
  }
}
