package io.dermaflow.models.internal.dl4j;

import io.dermaflow.models.Architecture;
import io.dermaflow.models.Padding;

/**
 * The sizes of one convolution over square, channel-last activations.
 *
 * @param kind which convolution
 * @param stride 1 or 2
 * @param padding where zeros go with stride 2
 * @param pictures pictures at once
 * @param side side of the input, pixels
 * @param in channels of the input
 * @param out channels of the output
 */
record Geometry(
    Architecture.Kind kind, int stride, Padding padding, int pictures, int side, int in, int out) {

  static Geometry of(ConvBlock block, int pictures, int side) {
    return new Geometry(
        block.kind(),
        block.stride(),
        block.padding(),
        pictures,
        side,
        (int) block.getNIn(),
        (int) block.getNOut());
  }

  int sideOut() {
    return (side + stride - 1) / stride;
  }

  int pixelsOut() {
    return pictures * sideOut() * sideOut();
  }

  /** Rows of zeros above the picture, and columns left of it. */
  int border() {
    return stride == 1 || padding == Padding.SYMMETRIC ? 1 : 0;
  }
}
