package io.dermaflow.models;

/** How much of a network stays as it is: everything from the pixels up to a cut. */
public enum Frozen {
  /** All layers learn. */
  NOTHING,
  /** Blocks 3 to 16, the last convolution and the heads learn. */
  UP_TO_BLOCK_2,
  /** Blocks 6 to 16, the last convolution and the heads learn. */
  UP_TO_BLOCK_5,
  /** Blocks 13 to 16, the last convolution and the heads learn. */
  UP_TO_BLOCK_12,
  /** The last block behind its expansion, the last convolution and the heads learn. */
  UP_TO_LAST_EXPANSION,
  /** The heads learn. */
  BASE
}
