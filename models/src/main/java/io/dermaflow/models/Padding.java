package io.dermaflow.models;

/** Where a 3x3 convolution with stride 2 puts its border of zeros. */
public enum Padding {
  /** TensorFlow's SAME: after the last row and column. */
  SAME,
  /** PyTorch's padding of 1: on every side. */
  SYMMETRIC
}
