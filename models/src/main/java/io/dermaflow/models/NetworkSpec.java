package io.dermaflow.models;

import java.util.List;

/**
 * A MobileNetV2 (Sandler et al., 2018) with our heads.
 *
 * @param width multiplier of the channels, 0.35 to 1.4
 * @param size side of the square input, pixels, a multiple of 32 from 96 to 224
 * @param heads outputs, in order
 */
public record NetworkSpec(double width, int size, List<Head> heads) {

  public NetworkSpec {
    if (width < 0.35 || width > 1.4) {
      throw new IllegalArgumentException("width " + width + ", expected 0.35 to 1.4");
    }
    if (size < 96 || size > 224 || size % 32 != 0) {
      throw new IllegalArgumentException(
          "size " + size + ", expected a multiple of 32 from 96 to 224");
    }
    if (heads.isEmpty()) {
      throw new IllegalArgumentException("a network needs at least one head");
    }
    heads = List.copyOf(heads);
  }
}
