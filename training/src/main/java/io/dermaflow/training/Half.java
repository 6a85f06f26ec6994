package io.dermaflow.training;

/** Floats of 16 bits, IEEE 754 binary16: 1 sign, 5 exponent, 10 fraction. */
final class Half {

  private static final short NAN = 0x7E00;
  private static final float[] VALUES = new float[1 << 16];

  static {
    for (int bits = 0; bits < VALUES.length; bits++) {
      VALUES[bits] = decode(bits);
    }
  }

  private Half() {}

  /** Rounded to nearest, ties to even; beyond ±65,504 the largest value of that sign. */
  static short of(float value) {
    int bits = Float.floatToRawIntBits(value);
    int sign = bits >>> 16 & 0x8000;
    float size = Math.min(Math.abs(value), 65504f);
    if (Float.isNaN(value)) {
      return NAN;
    }
    if (!(size >= 0x1p-14f)) { // subnormal: a multiple of 2^-24
      return (short) (sign | (int) Math.rint(size * 0x1p24));
    }
    int magnitude = Float.floatToRawIntBits(size);
    int rounded = magnitude + 0xFFF + (magnitude >>> 13 & 1);
    return (short) (sign | Math.min((rounded - (112 << 23)) >>> 13, 0x7BFF));
  }

  static float value(short half) {
    return VALUES[half & 0xFFFF];
  }

  private static float decode(int bits) {
    int exponent = bits >>> 10 & 31;
    int fraction = bits & 1023;
    if (exponent == 31) {
      return fraction == 0
          ? (bits >>> 15 == 0 ? Float.POSITIVE_INFINITY : Float.NEGATIVE_INFINITY)
          : Float.NaN;
    }
    float size =
        exponent == 0
            ? fraction * 0x1p-24f
            : Float.intBitsToFloat(exponent + 112 << 23 | fraction << 13);
    return bits >>> 15 == 0 ? size : -size;
  }
}
