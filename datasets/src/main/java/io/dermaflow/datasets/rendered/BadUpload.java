package io.dermaflow.datasets.rendered;

/** Kinds of uploads that a scorer must not score. */
public enum BadUpload {
  NO_FACE,
  TWO_FACES,
  TOO_DARK,
  BLURRED,
  TINY,
  CUT_OFF,
  TEXT,
  HUGE_HEADER
}
