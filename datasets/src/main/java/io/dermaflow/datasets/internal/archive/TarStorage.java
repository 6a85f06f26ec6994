package io.dermaflow.datasets.internal.archive;

import io.dermaflow.datasets.SequentialStorage;
import java.io.InputStream;
import java.util.Map;

/**
 * A tar. A plain one is read by ranges; of one packed by gzip, a cursor inflates what lies between
 * one entry and the next.
 */
final class TarStorage extends ReadOnlyStorage<TarItem> implements SequentialStorage {

  private final ArchiveFile file;
  private final Ranges bytes;

  /**
   * @param bytes of the inflated tar
   */
  TarStorage(ArchiveFile file, Map<String, TarItem> items, Ranges bytes) {
    super(file, items);
    this.file = file;
    this.bytes = bytes;
  }

  static TarStorage plain(ArchiveFile file, ArchiveLimits limits) {
    return new TarStorage(file, TarScan.plain(file, limits), file);
  }

  static TarStorage gzip(ArchiveFile file, ArchiveLimits limits) {
    return new TarStorage(file, TarScan.gzip(file, limits), new GzipCursor(file, limits));
  }

  @Override
  public long position(String key) {
    return require(key).position();
  }

  @Override
  InputStream open(TarItem item) {
    return new RangeInputStream(bytes, item.position(), item.position() + item.object().size());
  }

  /** In one go, so that no other thread moves the cursor in between. */
  @Override
  byte[] contents(TarItem item, int most) {
    byte[] contents = range(item, 0, (int) item.object().size());
    if (contents.length < item.object().size()) {
      throw file.damaged(item.object().key(), "the archive changed while it was read");
    }
    return contents;
  }

  @Override
  public byte[] readRange(String key, long offset, int length) {
    return range(require(key), offset, length);
  }

  private byte[] range(TarItem item, long offset, int length) {
    int wanted = (int) Math.max(0, Math.min(length, item.object().size() - offset));
    return wanted == 0 ? new byte[0] : bytes.read(item.position() + offset, wanted);
  }

  @Override
  public void close() {
    if (bytes instanceof GzipCursor cursor) {
      cursor.close();
    }
    super.close();
  }
}
