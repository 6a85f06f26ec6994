package io.dermaflow.datasets.pictures;

import java.nio.ByteBuffer;

/**
 * The one tag of EXIF (a TIFF 6.0 directory) that says how a picture is turned, 1 to 8. Reads what
 * strangers wrote: whatever makes no sense counts as upright.
 */
public final class ExifOrientation {

  /** As it lies. */
  public static final int UPRIGHT = 1;

  /** Bytes of {@link #block}. */
  static final int BLOCK = 26;

  private static final int TAG = 0x0112;
  private static final int SHORT = 3;
  private static final int ENTRY = 12;

  private ExifOrientation() {}

  /**
   * Looks into the first directory only, so that there is nothing to go round in.
   *
   * @param from where the TIFF header begins
   * @param to where the EXIF ends
   */
  static int read(byte[] bytes, int from, int to) {
    if (to - from < 8) {
      return UPRIGHT;
    }
    boolean little = Bytes.has(bytes, from, "II*\0");
    if (!little && !Bytes.has(bytes, from, "MM\0*")) {
      return UPRIGHT;
    }
    long at = from + (little ? Bytes.u32le(bytes, from + 4) : Bytes.u32(bytes, from + 4));
    if (at + 2 > to) {
      return UPRIGHT;
    }
    int entries = u16(bytes, (int) at, little);
    at += 2;
    if (at + (long) ENTRY * entries > to) {
      return UPRIGHT;
    }
    for (int entry = 0; entry < entries; entry++, at += ENTRY) {
      if (u16(bytes, (int) at, little) == TAG) {
        int value = u16(bytes, (int) at + 8, little);
        boolean known = u16(bytes, (int) at + 2, little) == SHORT && value >= 1 && value <= 8;
        return known ? value : UPRIGHT;
      }
    }
    return UPRIGHT;
  }

  /**
   * What the EXIF of a WebP says, 1 to 8. Other decoders look themselves; those of WebP do not.
   * Only an extended WebP has EXIF (RFC 9649, 2.6).
   *
   * @param webp what {@link PictureInspector} accepted as WebP
   */
  public static int ofWebp(byte[] webp) {
    RiffChunks chunks = new RiffChunks(webp);
    if (!chunks.next() || !chunks.is("VP8X")) {
      return UPRIGHT;
    }
    while (chunks.next() && chunks.whole()) {
      if (chunks.is("EXIF")) {
        int data = chunks.start() + 8;
        int to = data + (int) chunks.length();
        return read(webp, data + (Bytes.has(webp, data, "Exif\0\0") ? 6 : 0), to); // as in a JPEG
      }
    }
    return UPRIGHT;
  }

  private static int u16(byte[] bytes, int at, boolean little) {
    return little ? Bytes.u16le(bytes, at) : Bytes.u16(bytes, at);
  }

  /** A TIFF header and a directory that holds the orientation alone. */
  static byte[] block(int orientation) {
    return ByteBuffer.allocate(BLOCK)
        .putShort((short) 0x4D4D) // MM: big end first
        .putShort((short) 42)
        .putInt(8) // the directory is next
        .putShort((short) 1)
        .putShort((short) TAG)
        .putShort((short) SHORT)
        .putInt(1)
        .putShort((short) orientation)
        .putShort((short) 0)
        .putInt(0) // no further directory
        .array();
  }
}
