package io.dermaflow.models;

/** How much of a picture's file is decoded; part of the preprocessing. */
public enum Detail {
  /** The shorter side has four times the network's pixels, where the file has them. */
  FOUR_TIMES,
  /**
   * A face is looked for in a small picture; what is cut out has the network's pixels, where the
   * file has them. Decoding is half of the price of a score, so that this matters.
   */
  AS_NEEDED
}
