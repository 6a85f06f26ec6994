package io.dermaflow.datasets.pictures;

import java.util.zip.CRC32;

/** Walks the chunks of a PNG (ISO/IEC 15948) behind its signature. For one thread. */
final class PngChunks {

  static final String SIGNATURE = "\211PNG\r\n\032\n";

  static final int IHDR = 0x49484452;
  static final int PLTE = 0x504C5445;
  static final int IDAT = 0x49444154;
  static final int IEND = 0x49454E44;
  static final int TRNS = 0x74524E53;
  static final int GAMA = 0x67414D41;
  static final int CHRM = 0x6348524D;
  static final int SRGB = 0x73524742;
  static final int ICCP = 0x69434350;
  static final int SBIT = 0x73424954;
  static final int EXIF = 0x65584966;

  private final byte[] bytes;
  private int start;
  private int type;
  private long length;
  private long end = SIGNATURE.length();

  PngChunks(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Goes to the next chunk; false where the bytes end before one has a length and a type. */
  boolean next() {
    if (end + 8 > bytes.length) {
      return false;
    }
    start = (int) end;
    length = Bytes.u32(bytes, start);
    type = (int) Bytes.u32(bytes, start + 4);
    end = start + 12 + length;
    return true;
  }

  int type() {
    return type;
  }

  /** Where the chunk begins, with its length. */
  int start() {
    return start;
  }

  /** Where the chunk's data begin. */
  int data() {
    return start + 8;
  }

  /** Bytes of data. */
  long length() {
    return length;
  }

  /** Where the chunk ends, which may be behind the last byte. */
  long end() {
    return end;
  }

  /** Whether the chunk is there up to its checksum. */
  boolean whole() {
    return end <= bytes.length;
  }

  /** Whether the checksum of a whole chunk holds. */
  boolean intact() {
    CRC32 crc = new CRC32();
    crc.update(bytes, start + 4, (int) length + 4);
    return crc.getValue() == Bytes.u32(bytes, (int) end - 4);
  }

  /** Whether nobody can show the picture without this chunk. */
  boolean critical() {
    return (type & 0x20000000) == 0;
  }

  /** Whether the type is four letters. */
  boolean named() {
    for (int shift = 0; shift < 32; shift += 8) {
      int letter = (type >> shift) & 0xDF; // upper case
      if (letter < 'A' || letter > 'Z') {
        return false;
      }
    }
    return true;
  }

  /** The type, for a person. */
  String name() {
    if (!named()) {
      return "%08X".formatted(type);
    }
    StringBuilder name = new StringBuilder();
    for (int shift = 24; shift >= 0; shift -= 8) {
      name.append((char) ((type >> shift) & 0xFF));
    }
    return name.toString();
  }
}
