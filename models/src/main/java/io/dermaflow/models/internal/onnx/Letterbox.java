package io.dermaflow.models.internal.onnx;

import io.dermaflow.datasets.pictures.Picture;
import java.util.Arrays;

/** A picture in the middle of a frame of up to 4:3, its aspect kept, grey around it. */
final class Letterbox {

  /** Width over height of the widest frame. */
  private static final double WIDEST = 4 / 3.0;

  /** Of the narrowest frame, pixels. */
  private static final int NARROWEST = 64;

  /** Widths of frames are multiples of it, pixels. */
  private static final int STEP = 8;

  private static final float GREY = 127;
  private static final float UNIT = 128;

  /** A pixel of the frame is the mean of at most so many of the picture's, squared. */
  private static final int MOST_SAMPLES = 4;

  /** Of the frame, pixels. */
  final int frameWidth;

  /** Of the frame, pixels. */
  final int frameHeight;

  private final Picture picture;
  private final int width;
  private final int height;
  private final int left;
  private final int top;

  /**
   * @param height of the frame, pixels
   * @param border side of the frame over the side of the picture, 1 or more
   * @param fits whether the frame is as narrow as the picture; else it is 4:3
   */
  Letterbox(Picture picture, int height, double border, boolean fits) {
    int widest = widest(height);
    double scale =
        Math.min(widest / (border * picture.width()), height / (border * picture.height()));
    double least = Math.ceil((double) height * picture.width() / picture.height() / STEP) * STEP;
    this.frameWidth = fits ? (int) Math.max(NARROWEST, Math.min(widest, least)) : widest;
    this.frameHeight = height;
    this.picture = picture;
    this.width = side(picture.width() * scale, frameWidth);
    this.height = side(picture.height() * scale, frameHeight);
    this.left = (frameWidth - width) / 2;
    this.top = (frameHeight - this.height) / 2;
  }

  /** Width of the widest frame of a height, pixels. */
  static int widest(int height) {
    return (int) (height * WIDEST / STEP) * STEP;
  }

  private static int side(double exact, int most) {
    return (int) Math.max(1, Math.min(most, Math.round(exact)));
  }

  /** Pixels of the picture from the left, of a share of the frame's width. */
  double x(double share) {
    return (share * frameWidth - left) * picture.width() / width;
  }

  /** Pixels of the picture from the top, of a share of the frame's height. */
  double y(double share) {
    return (share * frameHeight - top) * picture.height() / height;
  }

  /** {@code (level - 127) / 128}: a plane of red, of green and of blue, rows top down. */
  float[] planes() {
    float[] planes = new float[3 * frameHeight * frameWidth]; // the border's grey is 0
    Taps columns = new Taps(picture.width(), width);
    Taps rows = new Taps(picture.height(), height);
    Lines lines = new Lines(columns);
    float[] sum = new float[3 * width];
    for (int y = 0; y < height; y++) {
      Arrays.fill(sum, 0);
      for (int k = y * rows.count; k < (y + 1) * rows.count; k++) {
        add(lines.of(rows.index[k]), rows.weight[k], sum);
      }
      for (int c = 0; c < 3; c++) {
        int at = (c * frameHeight + top + y) * frameWidth + left;
        for (int x = 0; x < width; x++) {
          planes[at + x] = (sum[c * width + x] - GREY) / UNIT;
        }
      }
    }
    return planes;
  }

  private static void add(float[] line, float weight, float[] sum) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += line[i] * weight;
    }
  }

  /** Rows of the picture at the frame's width, red then green then blue; the last few are kept. */
  private final class Lines {
    private static final int KEPT = 2 * MOST_SAMPLES;

    private final Taps columns;
    private final int[] rows = new int[KEPT];
    private final float[][] lines = new float[KEPT][3 * width];

    Lines(Taps columns) {
      this.columns = columns;
      Arrays.fill(rows, -1);
    }

    float[] of(int row) {
      int slot = row % KEPT;
      if (rows[slot] != row) {
        rows[slot] = row;
        scale(row, lines[slot]);
      }
      return lines[slot];
    }

    private void scale(int row, float[] line) {
      byte[] rgb = picture.rgb();
      int base = row * picture.width();
      int count = columns.count;
      for (int x = 0; x < width; x++) {
        float red = 0;
        float green = 0;
        float blue = 0;
        for (int i = x * count; i < (x + 1) * count; i++) {
          int at = (base + columns.index[i]) * 3;
          float weight = columns.weight[i];
          red += (rgb[at] & 0xFF) * weight;
          green += (rgb[at + 1] & 0xFF) * weight;
          blue += (rgb[at + 2] & 0xFF) * weight;
        }
        line[x] = red;
        line[width + x] = green;
        line[2 * width + x] = blue;
      }
    }
  }

  /** Which positions of one side make up each position of another. */
  private static final class Taps {
    final int count;
    final int[] index;
    final float[] weight;

    Taps(int from, int to) {
      double step = (double) from / to;
      boolean enlarges = step < 1;
      count = enlarges ? 2 : (int) Math.min(MOST_SAMPLES, Math.ceil(step));
      index = new int[to * count];
      weight = new float[to * count];
      for (int i = 0; i < to; i++) {
        if (enlarges) {
          between(i, (i + 0.5) * step - 0.5, from);
        } else {
          spread(i, step, from);
        }
      }
    }

    /** The two next to a position, the nearer one with more weight. */
    private void between(int i, double position, int from) {
      int low = (int) Math.floor(position);
      float share = (float) (position - low);
      index[2 * i] = Math.max(0, low);
      index[2 * i + 1] = Math.min(from - 1, low + 1);
      weight[2 * i] = 1 - share;
      weight[2 * i + 1] = share;
    }

    /** Evenly over the covered stretch: all of a few, or some of many. */
    private void spread(int i, double step, int from) {
      for (int k = 0; k < count; k++) {
        index[i * count + k] = Math.min(from - 1, (int) ((i + (k + 0.5) / count) * step));
        weight[i * count + k] = 1f / count;
      }
    }
  }
}
