package io.dermaflow.datasets.internal.archive;

import io.dermaflow.datasets.StoredObject;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.commons.compress.archivers.zip.UnixStat;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;

/**
 * A file in a zip, as its directory describes it.
 *
 * @param header where its local header lies
 * @param nameBytes length of its name
 * @param packedBytes how many bytes it takes in the archive
 * @param method how it is packed, by the numbers of the format
 * @param crc CRC-32 of its bytes
 */
record ZipItem(
    StoredObject object,
    long header,
    int nameBytes,
    long packedBytes,
    int method,
    long crc,
    boolean encrypted)
    implements ArchiveItem {

  static ZipItem of(ArchiveFile file, String key, ZipArchiveEntry entry) {
    long time = entry.getTime();
    StoredObject object =
        new StoredObject(
            key,
            "%08x-%x".formatted(entry.getCrc(), entry.getSize()),
            entry.getSize(),
            time < 0 ? Instant.EPOCH : Instant.ofEpochMilli(time));
    return new ZipItem(
        object,
        entry.getLocalHeaderOffset(),
        entry.getRawName().length,
        Math.max(0, Math.min(entry.getCompressedSize(), file.size())),
        entry.getMethod(),
        entry.getCrc(),
        entry.getGeneralPurposeBit().usesEncryption());
  }

  /**
   * An entry's name as it was written; the library would turn backslashes, and make one name of all
   * that are not UTF-8.
   */
  static String name(ZipArchiveEntry entry) {
    byte[] raw = entry.getRawName();
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(raw)).toString();
    } catch (CharacterCodingException e) {
      return new String(raw, StandardCharsets.ISO_8859_1);
    }
  }

  /** Whether an entry is no folder, link or device. */
  static boolean isFile(ZipArchiveEntry entry) {
    int type = entry.getUnixMode() & UnixStat.FILE_TYPE_FLAG;
    return !entry.isDirectory() && (type == 0 || type == UnixStat.FILE_FLAG);
  }
}
