package io.dermaflow.datasets.internal.archive;

/** A part of what is read by ranges, a window at a time. What is skipped is not read. */
final class RangeInputStream extends PositionedInputStream {

  /** Small entries come several at a time, and a large one in few requests. */
  static final int WINDOW = 1 << 20;

  private final Ranges ranges;
  private final int windowBytes;
  private byte[] window = new byte[0];
  private long start;
  private long next;
  private long end;

  /** From {@code from} to before {@code to}. */
  RangeInputStream(Ranges ranges, long from, long to) {
    this(ranges, from, to, WINDOW);
  }

  RangeInputStream(Ranges ranges, long from, long to, int windowBytes) {
    this.ranges = ranges;
    this.windowBytes = windowBytes;
    this.start = from;
    this.next = from;
    this.end = Math.max(from, to);
  }

  /** Ends this stream after so many more bytes, or where it ended before. */
  void limit(long bytes) {
    end = next + Math.min(bytes, end - next);
  }

  @Override
  long position() {
    return next;
  }

  @Override
  public int read() {
    return fill() ? window[(int) (next++ - start)] & 0xff : -1;
  }

  @Override
  public int read(byte[] to, int offset, int length) {
    if (length == 0) {
      return 0;
    }
    if (!fill()) {
      return -1;
    }
    int count = (int) Math.min(Math.min(length, end - next), start + window.length - next);
    System.arraycopy(window, (int) (next - start), to, offset, count);
    next += count;
    return count;
  }

  /** Whether there is a byte at {@code next}. */
  private boolean fill() {
    if (next >= end) {
      return false;
    }
    if (next >= start + window.length) {
      window = ranges.read(next, (int) Math.min(windowBytes, end - next));
      start = next;
    }
    return window.length > 0;
  }

  @Override
  public long skip(long bytes) {
    long skipped = Math.max(0, Math.min(bytes, end - next));
    next += skipped;
    return skipped;
  }

  @Override
  public int available() {
    return (int) Math.min(Integer.MAX_VALUE, end - next);
  }
}
