package io.dermaflow.datasets.internal.archive;

import io.dermaflow.datasets.ObjectStorage;
import io.dermaflow.datasets.StoredObject;
import io.dermaflow.testing.InMemoryObjectStorage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarUtils;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;

/** Archives made in memory, whole ones and damaged ones. */
final class TestArchives {

  static final Instant TIME = Instant.parse("2023-11-14T22:13:20Z");

  /** Where a zip's directory keeps what it says of an entry. */
  static final int FLAGS = 8;

  static final int METHOD = 10;
  static final int CRC = 16;
  static final int SIZE = 24;

  private static final int DIRECTORY_HEADER = 0x02014b50;
  private static final int DIRECTORY_NAME = 46;
  private static final int TAR_CHECKSUM = 148;

  private TestArchives() {}

  interface ZipWriter {
    void write(ZipArchiveOutputStream out) throws IOException;
  }

  interface TarWriter {
    void write(TarArchiveOutputStream out) throws IOException;
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Bytes that no compression makes shorter. */
  static byte[] noise(int seed, int length) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  /** Files in this order; each holds the bytes of its name. */
  static Map<String, byte[]> files(List<String> names) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    names.forEach(name -> files.put(name, bytes(name)));
    return files;
  }

  static byte[] zip(Map<String, byte[]> files) {
    return zip(
        out -> {
          for (Map.Entry<String, byte[]> file : files.entrySet()) {
            put(out, new ZipArchiveEntry(file.getKey()), file.getValue());
          }
        });
  }

  static byte[] zip(ZipWriter writer) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipArchiveOutputStream out = new ZipArchiveOutputStream(bytes)) {
      writer.write(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  static void put(ZipArchiveOutputStream out, ZipArchiveEntry entry, byte[] bytes)
      throws IOException {
    entry.setTime(TIME.toEpochMilli());
    out.putArchiveEntry(entry);
    out.write(bytes);
    out.closeArchiveEntry();
  }

  static byte[] tar(Map<String, byte[]> files) {
    return tar(
        out -> {
          for (Map.Entry<String, byte[]> file : files.entrySet()) {
            put(out, new TarArchiveEntry(file.getKey(), true), file.getValue());
          }
        });
  }

  static byte[] tar(TarWriter writer) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream out = new TarArchiveOutputStream(bytes, "UTF-8")) {
      out.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      writer.write(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** Folders, links and devices have no bytes. */
  static void put(TarArchiveOutputStream out, TarArchiveEntry entry, byte[] bytes)
      throws IOException {
    entry.setModTime(TIME.toEpochMilli());
    if (!entry.isDirectory()) {
      entry.setSize(bytes.length);
    }
    out.putArchiveEntry(entry);
    if (!entry.isDirectory()) {
      out.write(bytes);
    }
    out.closeArchiveEntry();
  }

  static byte[] tarGz(Map<String, byte[]> files) {
    return gzip(tar(files));
  }

  static byte[] gzip(byte[] bytes) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }

  /** The archive in a storage of its own. */
  static ArchiveFile file(byte[] archive) {
    return file(new InMemoryObjectStorage(), archive);
  }

  static ArchiveFile file(ObjectStorage storage, byte[] archive) {
    StoredObject object = storage.write("archive", archive, "application/octet-stream");
    return new ArchiveFile(storage, "archive", "set.archive", object.size(), object.etag());
  }

  static ObjectStorage open(byte[] archive) {
    return ArchiveStorage.open(file(archive), ArchiveLimits.DEFAULT);
  }

  /** Overwrites four bytes, or the two of {@link #FLAGS} and {@link #METHOD}, in a directory. */
  static byte[] patched(byte[] zip, String name, int field, int value) {
    byte[] copy = zip.clone();
    ByteBuffer buffer = ByteBuffer.wrap(copy).order(ByteOrder.LITTLE_ENDIAN);
    byte[] wanted = bytes(name);
    for (int at = 0; at <= copy.length - DIRECTORY_NAME - wanted.length; at++) {
      ByteBuffer found = buffer.slice(at + DIRECTORY_NAME, wanted.length);
      if (buffer.getInt(at) == DIRECTORY_HEADER && found.equals(ByteBuffer.wrap(wanted))) {
        if (field == FLAGS || field == METHOD) {
          buffer.putShort(at + field, (short) value);
        } else {
          buffer.putInt(at + field, value);
        }
        return copy;
      }
    }
    throw new IllegalArgumentException("no entry " + name);
  }

  /** Where the local header of a zip's entry begins, by the entry's number. */
  static int localHeader(byte[] zip, int number) {
    ByteBuffer buffer = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
    int left = number;
    for (int at = 0; at < zip.length - 4; at++) {
      if (buffer.getInt(at) == 0x04034b50 && left-- == 0) {
        return at;
      }
    }
    throw new IllegalArgumentException("no entry " + number);
  }

  /** Overwrites a part of the tar header at byte {@code header}, and makes its checksum right. */
  static byte[] patchedTar(byte[] tar, int header, int field, byte[] value) {
    byte[] copy = tar.clone();
    System.arraycopy(value, 0, copy, header + field, value.length);
    byte[] record = new byte[TarScan.RECORD];
    System.arraycopy(copy, header, record, 0, record.length);
    for (int i = 0; i < 8; i++) {
      record[TAR_CHECKSUM + i] = ' ';
    }
    byte[] sum = bytes("%06o\0 ".formatted(TarUtils.computeCheckSum(record)));
    System.arraycopy(sum, 0, copy, header + TAR_CHECKSUM, sum.length);
    return copy;
  }
}
