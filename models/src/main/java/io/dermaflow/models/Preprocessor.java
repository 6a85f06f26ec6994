package io.dermaflow.models;

import io.dermaflow.datasets.pictures.Picture;
import org.jspecify.annotations.Nullable;

/** Cuts and scales pictures as a {@link Preprocessing} says. Stateless. */
public final class Preprocessor {

  private final Preprocessing definition;

  /**
   * @throws IllegalArgumentException when this code does not implement the definition
   */
  public Preprocessor(Preprocessing definition) {
    if (!definition.resize().equals("area") || !definition.colour().equals("rgb8")) {
      throw new IllegalArgumentException(
          "preprocessing %s, expected resize 'area' and colour 'rgb8'".formatted(definition));
    }
    this.definition = definition;
  }

  public Preprocessing definition() {
    return definition;
  }

  /**
   * @param face the face, or null to take the largest centred square
   * @return {@code size * size * 3} bytes, rows top down, red green blue
   */
  public byte[] apply(Picture picture, @Nullable FaceBox face) {
    double side;
    double left;
    double top;
    if (face == null) {
      side = Math.min(picture.width(), picture.height());
      left = (picture.width() - side) / 2;
      top = (picture.height() - side) / 2;
    } else {
      side = face.side() * definition.cropScale();
      left = face.x() + (face.side() - side) / 2;
      top = face.y() + (face.side() - side) / 2;
    }
    return resize(picture, left, top, side);
  }

  /** Mean over the covered area, separable; beyond the edge the edge goes on. */
  private byte[] resize(Picture picture, double left, double top, double side) {
    int size = definition.size();
    Cover columns = new Cover(left, side, size, picture.width());
    Cover rows = new Cover(top, side, size, picture.height());
    float[] line = new float[size * 3];
    float[] sum = new float[size * 3];
    byte[] out = new byte[size * size * 3];
    int computed = -1;
    for (int y = 0; y < size; y++) {
      java.util.Arrays.fill(sum, 0);
      for (int k = rows.from[y]; k < rows.from[y + 1]; k++) {
        int source = rows.index[k];
        if (source != computed) {
          horizontal(picture, source, columns, line);
          computed = source;
        }
        float weight = rows.weight[k];
        for (int i = 0; i < sum.length; i++) {
          sum[i] += line[i] * weight;
        }
      }
      for (int i = 0; i < sum.length; i++) {
        // What Math.round gives for what cannot be negative, at a fraction of its price.
        out[y * size * 3 + i] = (byte) Math.min(255, (int) (sum[i] + 0.5));
      }
    }
    return out;
  }

  private void horizontal(Picture picture, int row, Cover columns, float[] line) {
    byte[] rgb = picture.rgb();
    int base = row * picture.width() * 3;
    for (int x = 0; x < definition.size(); x++) {
      float r = 0;
      float g = 0;
      float b = 0;
      for (int k = columns.from[x]; k < columns.from[x + 1]; k++) {
        int at = base + columns.index[k] * 3;
        float weight = columns.weight[k];
        r += (rgb[at] & 0xFF) * weight;
        g += (rgb[at + 1] & 0xFF) * weight;
        b += (rgb[at + 2] & 0xFF) * weight;
      }
      line[x * 3] = r;
      line[x * 3 + 1] = g;
      line[x * 3 + 2] = b;
    }
  }

  /** Which input positions make up each output position, with weights that add up to 1. */
  private static final class Cover {
    final int[] from;
    final int[] index;
    final float[] weight;

    Cover(double start, double length, int size, int limit) {
      double step = length / size;
      int most = (int) Math.ceil(step) + 2;
      from = new int[size + 1];
      index = new int[size * most];
      weight = new float[size * most];
      int n = 0;
      for (int i = 0; i < size; i++) {
        from[i] = n;
        double a = start + i * step;
        double b = a + step;
        if (step < 1) { // enlarging: the nearest pixel of the centre
          index[n] = clamp((int) Math.floor((a + b) / 2), limit);
          weight[n++] = 1;
          continue;
        }
        for (int p = (int) Math.floor(a); p < b; p++) {
          double covered = Math.min(b, p + 1) - Math.max(a, p);
          if (covered > 1e-9) {
            index[n] = clamp(p, limit);
            weight[n++] = (float) (covered / step);
          }
        }
      }
      from[size] = n;
    }

    private static int clamp(int value, int limit) {
      return Math.max(0, Math.min(limit - 1, value));
    }
  }
}
