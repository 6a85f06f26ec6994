package io.dermaflow.models.internal.weights;

/** Numbers of other sizes. */
final class Numbers {

  private Numbers() {}

  /** IEEE 754 half precision. */
  static float half(short bits) {
    int exponent = bits >> 10 & 31;
    int mantissa = bits & 1023;
    float sign = bits < 0 ? -1 : 1;
    if (exponent == 0) {
      return sign * mantissa * 0x1p-24f;
    }
    if (exponent == 31) {
      return mantissa == 0 ? sign * Float.POSITIVE_INFINITY : Float.NaN;
    }
    return sign * (1 + mantissa / 1024f) * (float) Math.pow(2, exponent - 15);
  }
}
