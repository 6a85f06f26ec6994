package io.dermaflow.models.skin;

/** Brings raw values to 0..100. */
final class Scale {

  private Scale() {}

  /** {@code value} of {@code full} as 0..100. */
  static double linear(double value, double full) {
    return clamp(100 * value / full);
  }

  /** 0 at 0, 50 at {@code half}, towards 100: small values stay apart, large ones do not stop. */
  static double saturating(double value, double half) {
    double positive = Math.max(0, value);
    return clamp(100 * positive / (positive + half));
  }

  static double clamp(double value) {
    return Math.max(0, Math.min(100, value));
  }
}
