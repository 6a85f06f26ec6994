package io.dermaflow.datasets.internal.archive;

import java.io.IOException;
import java.util.zip.GZIPInputStream;

/** What a gzip file inflates to, from its front on, as long as it is no bomb. */
final class GunzipStream extends PositionedInputStream {

  private final ArchiveFile file;
  private final ArchiveLimits limits;
  private final RangeInputStream packed;
  private final GZIPInputStream in;
  private final byte[] skipped = new byte[1 << 16];
  private long position;

  GunzipStream(ArchiveFile file, ArchiveLimits limits) throws IOException {
    this.file = file;
    this.limits = limits;
    this.packed = new RangeInputStream(file, 0, file.size());
    this.in = new GZIPInputStream(packed, 1 << 16);
  }

  @Override
  long position() {
    return position;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] to, int offset, int length) throws IOException {
    int n = in.read(to, offset, length);
    if (n > 0) {
      position += n;
      limits.requireRatio(file, position, packed.position());
    }
    return n;
  }

  @Override
  public long skip(long bytes) throws IOException {
    if (bytes <= 0) {
      return 0;
    }
    return Math.max(0, read(skipped, 0, (int) Math.min(bytes, skipped.length)));
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
