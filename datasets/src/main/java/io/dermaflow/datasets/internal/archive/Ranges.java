package io.dermaflow.datasets.internal.archive;

/** Bytes that can be read from any place on. */
@FunctionalInterface
interface Ranges {

  /** {@code length} bytes from {@code offset} on; fewer at the end, none behind it. */
  byte[] read(long offset, int length);
}
