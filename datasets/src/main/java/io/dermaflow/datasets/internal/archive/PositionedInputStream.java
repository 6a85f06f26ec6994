package io.dermaflow.datasets.internal.archive;

import java.io.InputStream;

/** A stream that knows where it is. */
abstract class PositionedInputStream extends InputStream {

  /** Where the next byte lies. */
  abstract long position();
}
