package io.dermaflow.datasets.internal.archive;

import io.dermaflow.datasets.StorageException;
import io.dermaflow.datasets.StoredObject;
import io.dermaflow.errors.DermaflowException;
import io.dermaflow.ids.Digests;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.tar.TarUtils;

/** Goes through a tar once and notes where its files lie. */
final class TarScan {

  static final int RECORD = TarConstants.DEFAULT_RCDSIZE;

  /** Long names and attributes of one entry; a damaged length would fill the memory. */
  private static final int HEADER_BYTES = 256 << 10;

  private final ArchiveFile file;
  private final ArchiveLimits limits;
  private final PositionedInputStream in;
  private final boolean gzip;
  private final byte[] buffer = new byte[1 << 16];
  private final Map<String, TarItem> items = new LinkedHashMap<>();
  private int entries;

  private TarScan(ArchiveFile file, ArchiveLimits limits, PositionedInputStream in, boolean gzip) {
    this.file = file;
    this.limits = limits;
    this.in = in;
    this.gzip = gzip;
  }

  /** The files of a tar in the order in which they lie. Only headers are read. */
  static Map<String, TarItem> plain(ArchiveFile file, ArchiveLimits limits) {
    return new TarScan(file, limits, new RangeInputStream(file, 0, file.size()), false).items();
  }

  /** The files of a tar that is inflated for this from its front to its end. */
  static Map<String, TarItem> gzip(ArchiveFile file, ArchiveLimits limits) {
    try (GunzipStream in = new GunzipStream(file, limits)) {
      return new TarScan(file, limits, in, true).items();
    } catch (IOException e) {
      throw file.broken(e);
    }
  }

  /** Whether a tar can begin so. */
  static boolean isFirstRecord(byte[] record) {
    return isHeader(record) || isEnd(record);
  }

  private static boolean isHeader(byte[] record) {
    try {
      return record.length == RECORD && TarUtils.verifyCheckSum(record);
    } catch (IllegalArgumentException e) {
      return false; // what stands in the place of the checksum is no number
    }
  }

  private static boolean isEnd(byte[] record) {
    int any = 0;
    for (byte b : record) {
      any |= b;
    }
    return record.length == RECORD && any == 0;
  }

  private Map<String, TarItem> items() {
    try {
      while (next()) {
        limits.requireEntries(file, ++entries);
      }
      if (gzip) {
        in.transferTo(OutputStream.nullOutputStream()); // its checksum comes last
      }
    } catch (IOException e) {
      throw file.broken(e);
    }
    return items;
  }

  /** Takes an entry; false at the end of the archive. */
  private boolean next() throws IOException {
    long header = in.position();
    byte[] record = in.readNBytes(RECORD);
    if (entries == 0 && !isFirstRecord(record)) {
      throw foreign();
    }
    if (record.length < RECORD) {
      throw new EOFException("it ends without the mark of its end");
    }
    if (isEnd(record)) {
      return false;
    }
    if (!isHeader(record)) {
      throw new IOException("there is no entry at byte " + header);
    }
    TarArchiveEntry entry = entry(record);
    long position = in.position();
    long size = entry.isDirectory() ? 0 : entry.getSize();
    requirePlausible(entry, size);
    long crc = pass(size);
    in.skipNBytes((RECORD - size % RECORD) % RECORD);
    keep(entry, position, crc);
    return true;
  }

  private DermaflowException foreign() {
    return DermaflowException.usage(
        gzip
            ? "'%s' is a gzip file of something else than a tar".formatted(file.name())
            : "'%s' is no tar".formatted(file.name()),
        "a .zip, .tar, .tar.gz or .tgz",
        "it is a single file that was packed by gzip: unpack it and name its folder");
  }

  /** Reads on to the last header of the entry that begins with this record. */
  private TarArchiveEntry entry(byte[] record) throws IOException {
    InputStream headers =
        new SequenceInputStream(new ByteArrayInputStream(record), new HeaderStream(in));
    TarArchiveEntry entry;
    try {
      entry =
          new TarArchiveInputStream(
                  headers,
                  TarConstants.DEFAULT_BLKSIZE,
                  RECORD,
                  StandardCharsets.UTF_8.name(),
                  true)
              .getNextEntry();
    } catch (StorageException | DermaflowException e) {
      throw e;
    } catch (RuntimeException e) { // the library meets some damages unprepared
      throw new IOException("the header before byte " + in.position() + " is none", e);
    }
    if (entry == null || !entry.isCheckSumOK()) {
      throw new IOException("the header before byte " + in.position() + " is none");
    }
    return entry;
  }

  private void requirePlausible(TarArchiveEntry entry, long size) {
    if (entry.isSparse()) {
      throw DermaflowException.usage(
          "'%s' holds the sparse file '%s'".formatted(file.name(), entry.getName()),
          "files with all their bytes",
          "it was packed with --sparse: pack it without");
    }
    long most = gzip ? limits.mostInflated(file) : file.size() - in.position();
    if (size < 0 || size > most) {
      throw file.broken("'%s' claims %d bytes".formatted(entry.getName(), size));
    }
  }

  /** Goes past the bytes of an entry; where they have to be inflated anyway, with a checksum. */
  private long pass(long size) throws IOException {
    if (!gzip) {
      in.skipNBytes(size);
      return 0;
    }
    CRC32 crc = new CRC32();
    for (long left = size; left > 0; ) {
      int n = in.read(buffer, 0, (int) Math.min(left, buffer.length));
      if (n < 0) {
        throw new EOFException("it ends within an entry");
      }
      crc.update(buffer, 0, n);
      left -= n;
    }
    return crc.getValue();
  }

  /** The last entry of a name is the one that counts, as when it is unpacked. */
  private void keep(TarArchiveEntry entry, long position, long crc) {
    String key = ArchiveItem.key(entry.getName());
    items.remove(key);
    if (isFile(entry) && !key.isEmpty()) {
      StoredObject object =
          new StoredObject(
              key,
              etag(entry, position, crc),
              entry.getSize(),
              entry.getLastModifiedTime().toInstant());
      items.put(key, new TarItem(object, position));
    }
  }

  /**
   * A tar has no checksums of contents, and many are packed with all times set to zero: without one
   * of our own, the archive's etag stands for its bytes.
   */
  private String etag(TarArchiveEntry entry, long position, long crc) {
    if (gzip) {
      return "%08x-%x".formatted(crc, entry.getSize());
    }
    return "%x-%x-%s"
        .formatted(
            entry.getLastModifiedTime().toMillis(),
            entry.getSize(),
            Digests.sha256(file.etag() + " " + position).substring(0, 16));
  }

  private static boolean isFile(TarArchiveEntry entry) {
    return switch (entry.getLinkFlag()) {
      case TarConstants.LF_NORMAL, TarConstants.LF_OLDNORM, TarConstants.LF_CONTIG ->
          !entry.isDirectory();
      default -> false;
    };
  }

  /** The headers of one entry, which end somewhere. */
  private static final class HeaderStream extends InputStream {

    private final InputStream in;
    private int left = HEADER_BYTES;

    HeaderStream(InputStream in) {
      this.in = in;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
      int n = in.read(to, offset, length);
      left -= Math.max(0, n);
      if (left < 0) {
        throw new IOException("a header has more than " + HEADER_BYTES + " bytes");
      }
      return n;
    }
  }
}
