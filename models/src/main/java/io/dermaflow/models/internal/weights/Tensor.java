package io.dermaflow.models.internal.weights;

import java.util.Arrays;

/**
 * A named array of a file.
 *
 * @param name as the file calls it
 * @param shape its sides, slowest first
 * @param values row by row
 */
record Tensor(String name, int[] shape, float[] values) {

  Tensor {
    requireFinite(name, values);
  }

  static void requireFinite(String name, float[] values) {
    for (float value : values) {
      if (!Float.isFinite(value)) {
        throw new Unfit(name + " holds " + value, "finite numbers");
      }
    }
  }

  /** No kernel has more dimensions. */
  static final int MOST_SIDES = 8;

  /** Refuses any other shape. */
  Tensor of(int... expected) {
    if (!Arrays.equals(shape, expected)) {
      throw new Unfit(
          name + " has shape " + Arrays.toString(shape), "shape " + Arrays.toString(expected));
    }
    return this;
  }

  int side(int dimension) {
    if (dimension >= shape.length) {
      throw new Unfit(
          name + " has shape " + Arrays.toString(shape),
          "at least %d dimensions".formatted(dimension + 1));
    }
    return shape[dimension];
  }

  /**
   * @param sides of a shape that {@link #length} let
   */
  static Tensor of(String name, long[] sides, float[] values) {
    return new Tensor(name, Arrays.stream(sides).mapToInt(Math::toIntExact).toArray(), values);
  }

  /** Elements of a shape, refused where no real file has as many. */
  static int length(String name, long... shape) {
    if (shape.length > MOST_SIDES) {
      throw new Unfit(name + " has " + shape.length + " dimensions", "at most " + MOST_SIDES);
    }
    long length = 1;
    for (long side : shape) {
      if (side < 0 || side > 1 << 24) {
        throw new Unfit(name + " has a side of " + side, "0 to 16,777,216");
      }
      length *= side;
      if (length > 1 << 24) {
        throw new Unfit(
            name + " has shape " + Arrays.toString(shape), "at most 16,777,216 numbers");
      }
    }
    return (int) length;
  }
}
