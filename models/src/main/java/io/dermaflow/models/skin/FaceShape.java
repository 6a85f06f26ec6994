package io.dermaflow.models.skin;

import java.util.Locale;

/** The shape of a face, by its {@link FaceProportions}. */
public enum FaceShape {
  OVAL(0.88, 0.80, 1.38, 133),
  ROUND(0.88, 0.86, 1.18, 140),
  SQUARE(0.93, 0.91, 1.22, 120),
  HEART(0.96, 0.70, 1.30, 136),
  OBLONG(0.90, 0.80, 1.62, 130),
  DIAMOND(0.76, 0.70, 1.36, 134),
  /** The proportions are between two shapes, or not known well enough. */
  UNKNOWN(Double.NaN, Double.NaN, Double.NaN, Double.NaN);

  private final FaceProportions typical;

  FaceShape(double forehead, double jaw, double length, double angle) {
    this.typical = new FaceProportions(forehead, jaw, length, angle);
  }

  /** The proportions that this shape has at its clearest; not numbers for {@link #UNKNOWN}. */
  public FaceProportions typical() {
    return typical;
  }

  /** The name in lower case, as looks carry it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
