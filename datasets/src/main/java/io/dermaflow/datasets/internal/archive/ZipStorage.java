package io.dermaflow.datasets.internal.archive;

import io.dermaflow.datasets.StorageException;
import io.dermaflow.datasets.StorageException.Reason;
import io.dermaflow.errors.DermaflowException;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Enumeration;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/**
 * A zip. Its directory is read once; then each entry is read on its own, in one range when it is
 * small, so that any order and any number of threads are alike.
 */
final class ZipStorage extends ReadOnlyStorage<ZipItem> {

  private static final int LOCAL_HEADER = 30;
  private static final int LOCAL_HEADER_SIGNATURE = 0x04034b50;

  /** What a local header may add behind the name without a second range. */
  private static final int EXTRA_BYTES = 1024;

  private final ArchiveFile file;

  private ZipStorage(ArchiveFile file, Map<String, ZipItem> items) {
    super(file, items);
    this.file = file;
  }

  /**
   * Reads the directory.
   *
   * @throws DermaflowException when there is none, or it has too many entries
   */
  static ZipStorage open(ArchiveFile file, ArchiveLimits limits) {
    Map<String, ZipItem> items = new TreeMap<>();
    try (ZipFile zip = directory(file, limits)) {
      int count = 0;
      for (Enumeration<ZipArchiveEntry> all = zip.getEntries(); all.hasMoreElements(); ) {
        limits.requireEntries(file, ++count);
        add(file, items, all.nextElement());
      }
    } catch (StorageException | DermaflowException e) {
      throw e;
    } catch (IOException | RuntimeException e) { // the library meets some damages unprepared
      throw file.broken(e);
    }
    return new ZipStorage(file, items);
  }

  private static ZipFile directory(ArchiveFile file, ArchiveLimits limits) throws IOException {
    return ZipFile.builder()
        .setSeekableByteChannel(new RangeChannel(file, limits.directoryBytes()))
        // Reading every local header would be reading the whole archive.
        .setIgnoreLocalFileHeader(true)
        .get();
  }

  /** The last entry of a name is the one that counts, as when it is unpacked. */
  private static void add(ArchiveFile file, Map<String, ZipItem> items, ZipArchiveEntry entry) {
    String key = ArchiveItem.key(ZipItem.name(entry));
    if (ZipItem.isFile(entry) && !key.isEmpty()) {
      items.put(key, ZipItem.of(file, key, entry));
    } else {
      items.remove(key);
    }
  }

  @Override
  InputStream open(ZipItem item) {
    if (item.encrypted()) {
      throw denied(item, "is encrypted; pack it again without a password");
    }
    return switch (item.method()) {
      case ZipArchiveEntry.STORED -> new CheckedEntryStream(file, item, packed(item));
      case ZipArchiveEntry.DEFLATED -> new CheckedEntryStream(file, item, inflated(packed(item)));
      default ->
          throw denied(
              item,
              "is packed by method "
                  + item.method()
                  + ", only 0 (stored) and 8 (deflated) are read; pack it again");
    };
  }

  private StorageException denied(ZipItem item, String why) {
    return new StorageException(
        Reason.DENIED, "'%s' in %s %s".formatted(item.object().key(), file.name(), why));
  }

  /** The entry's bytes in the archive; how long the header before them is only that header says. */
  private InputStream packed(ZipItem item) {
    long expected = LOCAL_HEADER + item.nameBytes() + EXTRA_BYTES + item.packedBytes();
    RangeInputStream in =
        new RangeInputStream(
            file, item.header(), file.size(), (int) Math.min(expected, RangeInputStream.WINDOW));
    try {
      byte[] bytes = in.readNBytes(LOCAL_HEADER);
      if (bytes.length < LOCAL_HEADER) {
        throw new EOFException();
      }
      ByteBuffer header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
      if (header.getInt(0) != LOCAL_HEADER_SIGNATURE) {
        throw file.damaged(
            item.object().key(), "there is no entry at byte %d".formatted(item.header()));
      }
      in.skipNBytes((header.getShort(26) & 0xffff) + (header.getShort(28) & 0xffff));
    } catch (IOException e) {
      throw file.damaged(item.object().key(), e);
    }
    in.limit(item.packedBytes());
    return in;
  }

  private static InputStream inflated(InputStream packed) {
    // Zlib may ask for one byte behind the end of data without its header.
    InputStream padded = new SequenceInputStream(packed, new ByteArrayInputStream(new byte[1]));
    Inflater inflater = new Inflater(true);
    return new InflaterInputStream(padded, inflater, 1 << 13) {
      @Override
      public void close() throws IOException {
        super.close();
        inflater.end();
      }
    };
  }
}
