package io.dermaflow.models.skin;

import io.dermaflow.datasets.pictures.Luma;

/**
 * a* and b* of many colours at one luma: {@link Lab#atLuma} by tables with straight lines between
 * their entries. 0.02 units off at most for colours of luma 100 and more.
 */
final class LabTable {

  private static final int CELLS = 2048;

  /** Linear light of sRGB values; one entry more than there are, for the line after the last. */
  private static final float[] LINEAR = new float[257];

  /** The curve of Lab for 0 to 1.25. */
  private static final float[] CURVE = new float[CELLS + 2];

  private static final float CURVE_END = 1.25f;

  static {
    for (int i = 0; i < LINEAR.length; i++) {
      LINEAR[i] = (float) Lab.linear(Math.min(255, i));
    }
    for (int i = 0; i < CURVE.length; i++) {
      CURVE[i] = (float) Lab.curve((double) CURVE_END * i / CELLS);
    }
  }

  private final float luma;
  private float a;
  private float b;

  /**
   * @param luma that colours are scaled to
   */
  LabTable(float luma) {
    this.luma = luma;
  }

  /** Sets what {@link #a} and {@link #b} give. */
  void look(float red, float green, float blue) {
    float scale = luma / Math.max(1, (float) Luma.of(red, green, blue));
    float r = linear(red * scale);
    float g = linear(green * scale);
    float bl = linear(blue * scale);
    float y = curve(0.2126f * r + 0.7152f * g + 0.0722f * bl);
    a = 500 * (curve((0.4124f * r + 0.3576f * g + 0.1805f * bl) / 0.95047f) - y);
    b = 200 * (y - curve((0.0193f * r + 0.1192f * g + 0.9505f * bl) / 1.08883f));
  }

  float a() {
    return a;
  }

  float b() {
    return b;
  }

  private static float linear(float value) {
    float v = Math.min(255, value);
    int i = (int) v;
    return LINEAR[i] + (v - i) * (LINEAR[i + 1] - LINEAR[i]);
  }

  private static float curve(float t) {
    float at = t * (CELLS / CURVE_END);
    int i = (int) at;
    return CURVE[i] + (at - i) * (CURVE[i + 1] - CURVE[i]);
  }
}
