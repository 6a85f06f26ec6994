package io.dermaflow.models.skin;

import io.dermaflow.datasets.pictures.Picture;
import io.dermaflow.models.FaceBox;

/**
 * A face and its surroundings at the working resolution: the box, enlarged so that chin and
 * forehead are in it, as {@link #SIDE} × {@link #SIDE} pixels. Every pixel is the mean over the
 * area that it covers, so that what is measured does not depend on the size of the picture.
 */
final class FaceCrop {

  /** Working resolution, pixels. */
  static final int SIDE = 256;

  /** Pixels of the working picture. */
  static final int PIXELS = SIDE * SIDE;

  /** Side of what is cut out over the side of the box. */
  static final double ENLARGED = 1.4;

  /** Half the side of the box in working pixels: half the width of a face, about. */
  static final double HALF_BOX = SIDE / ENLARGED / 2;

  final float[] red = new float[PIXELS];
  final float[] green = new float[PIXELS];
  final float[] blue = new float[PIXELS];

  /** Rec. 601 luma, 0..255. */
  final float[] luma = new float[PIXELS];

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
  FaceCrop(Picture picture, FaceBox face) {
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
    sample(picture);
  }

  static double luma(double red, double green, double blue) {
    return 0.299 * red + 0.587 * green + 0.114 * blue;
  }

  /** Working column of a column of the picture, where 0 is the middle of the first pixel. */
  double column(double x) {
    return (x + 0.5 - left) / step - 0.5;
  }

  /** Working row of a row of the picture. */
  double row(double y) {
    return (y + 0.5 - top) / step - 0.5;
  }

  /** The box that sits on a face as boxes should, where its frame was found in this crop. */
  FaceBox around(FaceFrame frame, String detector) {
    double half = frame.unit * step;
    double x = left + (frame.column(0, FaceFrame.BOX_MIDDLE) + 0.5) * step;
    double y = top + (frame.row(0, FaceFrame.BOX_MIDDLE) + 0.5) * step;
    return new FaceBox(x - half, y - half, 2 * half, detector);
  }

  /** True when the middle of this working pixel lies on the picture. */
  boolean onPicture(int x, int y) {
    double px = left + (x + 0.5) * step;
    double py = top + (y + 0.5) * step;
    return px >= 0 && py >= 0 && px < width && py < height;
  }

  private void sample(Picture picture) {
    Spans columns = new Spans(left, step, width);
    Spans rows = new Spans(top, step, height);
    float[][] line = new float[3][SIDE];
    double[] running = new double[width + 1];
    int known = -1;
    for (int y = 0; y < SIDE; y++) {
      double share = 1 / (rows.to[y] - rows.from[y]);
      for (int row = (int) rows.from[y]; row < rows.to[y]; row++) {
        if (row != known) {
          fold(picture, row, columns, running, line);
          known = row;
        }
        double covered = Math.min(rows.to[y], row + 1.0) - Math.max(rows.from[y], row);
        add(line, (float) (covered * share), y * SIDE);
      }
    }
    for (int i = 0; i < PIXELS; i++) {
      luma[i] = (float) luma(red[i], green[i], blue[i]);
    }
  }

  private void add(float[][] line, float weight, int at) {
    for (int x = 0; x < SIDE; x++) {
      red[at + x] += line[0][x] * weight;
      green[at + x] += line[1][x] * weight;
      blue[at + x] += line[2][x] * weight;
    }
  }

  /** One row of the picture as means over the spans, by running sums. */
  private static void fold(
      Picture picture, int row, Spans columns, double[] running, float[][] line) {
    int first = (int) columns.from[0];
    int last = (int) Math.ceil(columns.to[SIDE - 1]);
    byte[] rgb = picture.rgb();
    for (int c = 0; c < 3; c++) {
      int at = (row * picture.width() + first) * 3 + c;
      running[first] = 0;
      for (int x = first; x < last; x++, at += 3) {
        running[x + 1] = running[x] + (rgb[at] & 0xFF);
      }
      for (int x = 0; x < SIDE; x++) {
        double from = columns.from[x];
        double to = columns.to[x];
        line[c][x] = (float) ((sum(running, to, last) - sum(running, from, last)) / (to - from));
      }
    }
  }

  /** Running sum at a position between pixels. */
  private static double sum(double[] running, double position, int last) {
    int i = Math.min((int) position, last - 1);
    return running[i] + (position - i) * (running[i + 1] - running[i]);
  }

  /** What each working position covers of the picture; beyond the edge it is the edge. */
  private static final class Spans {
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
