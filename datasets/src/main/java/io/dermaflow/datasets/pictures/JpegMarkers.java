package io.dermaflow.datasets.pictures;

/**
 * Walks the markers of a JPEG (ISO/IEC 10918-1, Annex B) behind its start of image. Entropy-coded
 * data, and stray bytes between segments, are passed over. For one thread.
 */
final class JpegMarkers {

  static final int TEM = 0x01;
  static final int DHT = 0xC4;
  static final int DAC = 0xCC;
  static final int RST0 = 0xD0;
  static final int SOI = 0xD8;
  static final int EOI = 0xD9;
  static final int SOS = 0xDA;
  static final int DQT = 0xDB;
  static final int DRI = 0xDD;
  static final int APP0 = 0xE0;
  static final int APP1 = 0xE1;
  static final int APP2 = 0xE2;
  static final int APP14 = 0xEE;
  static final int APP15 = 0xEF;
  static final int COM = 0xFE;

  private static final byte PREFIX = (byte) 0xFF;

  private final byte[] bytes;
  private int code = SOI;
  private int start;
  private int body = 2;
  private int end = 2;
  private boolean inScan;

  JpegMarkers(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Goes to the next marker; false where the bytes end before one. */
  boolean next() {
    inScan = code == SOS || (inScan && isRestart());
    byte[] b = bytes;
    int at = end;
    while (true) {
      while (at < b.length && b[at] != PREFIX) {
        at++;
      }
      start = at;
      while (at < b.length && b[at] == PREFIX) {
        at++;
      }
      if (at >= b.length) {
        return false;
      }
      if (b[at] != 0) {
        break;
      }
      at++; // a stuffed byte: FF as data
    }
    code = b[at] & 0xFF;
    body = at + 1;
    if (standsAlone()) {
      end = body;
    } else {
      end = body + 2 <= b.length ? body + Bytes.u16(b, body) : Integer.MAX_VALUE;
    }
    return true;
  }

  private boolean standsAlone() {
    return code == TEM || (code >= RST0 && code <= EOI);
  }

  /** The byte behind FF. */
  int code() {
    return code;
  }

  /** Where the marker begins, fill bytes included. */
  int start() {
    return start;
  }

  /** Where the segment's length stands. */
  int body() {
    return body;
  }

  /** Bytes of the segment behind its marker, the length itself included. */
  int length() {
    return end - body;
  }

  /** Where the segment ends, which may be behind the last byte. */
  int end() {
    return end;
  }

  /** Whether the segment is there up to its end. */
  boolean whole() {
    return end <= bytes.length;
  }

  /** Whether what stands before the marker is entropy-coded data. */
  boolean inScan() {
    return inScan;
  }

  boolean isRestart() {
    return code >= RST0 && code < SOI;
  }

  /** Whether the marker is one of the start-of-frame markers, SOF0 to SOF15. */
  boolean isFrame() {
    return code >= 0xC0 && code <= 0xCF && code != DHT && code != 0xC8 && code != DAC;
  }

  /** Whether the marker may follow a scan: tables, the next scan, what programs write. */
  boolean mayFollowScan() {
    return code == DHT
        || code == DAC
        || (code >= SOS && code <= DRI)
        || (code >= APP0 && code <= APP15)
        || code == COM;
  }
}
