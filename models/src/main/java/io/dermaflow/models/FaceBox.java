package io.dermaflow.models;

/**
 * Where a face is, in pixels of the picture it was found in; may reach over the edge.
 *
 * @param x left
 * @param y top
 * @param side width and height
 * @param detector what found it
 */
public record FaceBox(double x, double y, double side, String detector) {

  /** The same face in the picture at another size. */
  public FaceBox scaled(double factor) {
    return new FaceBox(x * factor, y * factor, side * factor, detector);
  }
}
