package io.dermaflow.models.skin;

import static io.dermaflow.models.skin.FaceCrop.ENLARGED;
import static io.dermaflow.models.skin.FaceCrop.SIDE;

import io.dermaflow.datasets.pictures.Picture;
import io.dermaflow.models.FaceBox;

/**
 * Which part of a picture the working picture shows: the box, enlarged so that chin and forehead
 * are in it.
 */
final class CropArea {

  /** Side of the box in pixels of the picture: what detail there was to see. */
  final double boxSide;

  private final double left;
  private final double top;

  /** Pixels of the picture per working pixel. */
  private final double step;

  private final int width;
  private final int height;

  /**
   * @throws IllegalArgumentException when the box has no size
   */
  CropArea(Picture picture, FaceBox face) {
    if (!(face.side() > 0)
        || !Double.isFinite(face.side())
        || !Double.isFinite(face.x())
        || !Double.isFinite(face.y())) {
      throw new IllegalArgumentException(
          face + ", expected finite numbers and a side greater than 0");
    }
    double side = face.side() * ENLARGED;
    this.boxSide = face.side();
    this.step = side / SIDE;
    this.left = face.x() + (face.side() - side) / 2;
    this.top = face.y() + (face.side() - side) / 2;
    this.width = picture.width();
    this.height = picture.height();
  }

  /** Working column of a column of the picture, where 0 is the middle of the first pixel. */
  double column(double x) {
    return (x + 0.5 - left) / step - 0.5;
  }

  /** Working row of a row of the picture. */
  double row(double y) {
    return (y + 0.5 - top) / step - 0.5;
  }

  /** The box that sits on a face as boxes should, where its frame was found in this area. */
  FaceBox around(FaceFrame frame, String detector) {
    double half = frame.unit * step;
    double x = left + (frame.column(0, FaceFrame.BOX_MIDDLE) + 0.5) * step;
    double y = top + (frame.row(0, FaceFrame.BOX_MIDDLE) + 0.5) * step;
    return new FaceBox(x - half, y - half, 2 * half, detector);
  }

  /** True when the middle of a working column lies on the picture. */
  boolean onPictureAcross(int x) {
    double at = left + (x + 0.5) * step;
    return at >= 0 && at < width;
  }

  /** True when the middle of a working row lies on the picture. */
  boolean onPictureDown(int y) {
    double at = top + (y + 0.5) * step;
    return at >= 0 && at < height;
  }

  Spans columns() {
    return new Spans(left, step, width);
  }

  Spans rows() {
    return new Spans(top, step, height);
  }

  /** What each working position covers of the picture; beyond the edge it is the edge. */
  static final class Spans {
    final double[] from = new double[SIDE];
    final double[] to = new double[SIDE];

    Spans(double start, double step, int limit) {
      for (int i = 0; i < SIDE; i++) {
        double a = start + i * step;
        from[i] = Math.max(0, Math.min(limit - 1, a));
        to[i] = Math.max(from[i] + Math.min(1, step), Math.min(limit, a + step));
      }
    }
  }
}
