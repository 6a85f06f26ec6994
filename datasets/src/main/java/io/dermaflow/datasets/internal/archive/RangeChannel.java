package io.dermaflow.datasets.internal.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;

/** An archive as a channel, read a window at a time, with an allowance of bytes. */
final class RangeChannel implements SeekableByteChannel {

  private static final int WINDOW = 1 << 20;

  private final ArchiveFile file;
  private final long allowance;
  private byte[] window = new byte[0];
  private long start;
  private long position;
  private long taken;
  private boolean open = true;

  RangeChannel(ArchiveFile file, long allowance) {
    this.file = file;
    this.allowance = allowance;
  }

  @Override
  public int read(ByteBuffer to) throws IOException {
    requireOpen();
    if (position >= file.size()) {
      return -1;
    }
    load();
    int at = (int) (position - start);
    int count = Math.min(to.remaining(), window.length - at);
    taken += count;
    if (taken > allowance) {
      throw new IOException("its directory has more than " + allowance + " bytes");
    }
    to.put(window, at, count);
    position += count;
    return count;
  }

  private void load() {
    if (position < start || position >= start + window.length) {
      // A zip is read from its end: the last window reaches back as far as it can.
      start = Math.max(0, Math.min(position, file.size() - WINDOW));
      window = file.read(start, WINDOW);
    }
  }

  @Override
  public long position() throws IOException {
    requireOpen();
    return position;
  }

  @Override
  public SeekableByteChannel position(long newPosition) throws IOException {
    requireOpen();
    if (newPosition < 0) {
      throw new IOException("a place before the front: " + newPosition);
    }
    position = newPosition;
    return this;
  }

  @Override
  public long size() throws IOException {
    requireOpen();
    return file.size();
  }

  private void requireOpen() throws IOException {
    if (!open) {
      throw new ClosedChannelException();
    }
  }

  @Override
  public int write(ByteBuffer from) {
    throw new NonWritableChannelException();
  }

  @Override
  public SeekableByteChannel truncate(long size) {
    throw new NonWritableChannelException();
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  @Override
  public void close() {
    open = false;
  }
}
