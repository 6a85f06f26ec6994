package io.dermaflow.datasets.internal.archive;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;

/** The bytes of a zip entry; at their end they are what the directory says, or damaged. */
final class CheckedEntryStream extends InputStream {

  private final ArchiveFile file;
  private final ZipItem item;
  private final InputStream in;
  private final CRC32 crc = new CRC32();
  private long count;

  CheckedEntryStream(ArchiveFile file, ZipItem item, InputStream in) {
    this.file = file;
    this.item = item;
    this.in = in;
  }

  @Override
  public int read() {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] to, int offset, int length) {
    int n = inflate(to, offset, length);
    if (n > 0) {
      crc.update(to, offset, n);
      count += n;
    } else if (n < 0) {
      check();
    }
    return n;
  }

  private int inflate(byte[] to, int offset, int length) {
    try {
      return in.read(to, offset, length);
    } catch (IOException e) {
      throw file.damaged(item.object().key(), e);
    }
  }

  private void check() {
    String key = item.object().key();
    if (count != item.object().size()) {
      throw file.damaged(
          key, "it has %d bytes, its header says %d".formatted(count, item.object().size()));
    }
    if (crc.getValue() != item.crc()) {
      throw file.damaged(
          key, "its checksum is %08x, its header says %08x".formatted(crc.getValue(), item.crc()));
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
