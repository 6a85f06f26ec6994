package io.dermaflow.datasets.pictures;

import io.dermaflow.datasets.pictures.Inspection.Accepted;
import io.dermaflow.datasets.pictures.Inspection.Format;
import io.dermaflow.datasets.pictures.Inspection.Refused;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Reads headers and structure, never pixels: decoders fill in what is missing from a cut-off file,
 * so that completeness has to be seen here.
 */
public final class PictureInspector {

  private static final long PNG_SIGNATURE = 0x89504E470D0A1A0AL;

  private final PictureLimits limits;
  private final boolean bitmaps;

  /** Takes JPEG, PNG and WebP. */
  public PictureInspector(PictureLimits limits) {
    this(limits, false);
  }

  private PictureInspector(PictureLimits limits, boolean bitmaps) {
    this.limits = limits;
    this.bitmaps = bitmaps;
  }

  /** Takes BMP too, which test pictures come as and cameras do not. */
  public static PictureInspector withBitmaps(PictureLimits limits) {
    return new PictureInspector(limits, true);
  }

  public PictureLimits limits() {
    return limits;
  }

  /** Says whether {@code bytes} are one complete picture within the limits. */
  public Inspection inspect(byte[] bytes) {
    if (bytes.length > limits.maxBytes()) {
      return new Refused(
          PictureFault.TOO_LARGE,
          "%d bytes, at most %d".formatted(bytes.length, limits.maxBytes()));
    }
    Found found = structure(bytes);
    if (found.fault != null) {
      return new Refused(found.fault, found.evidence);
    }
    long pixels = (long) found.width * found.height;
    if (pixels > limits.maxPixels()) {
      return new Refused(
          PictureFault.TOO_LARGE,
          "%d x %d pixels, at most %d in all"
              .formatted(found.width, found.height, limits.maxPixels()));
    }
    if (!found.complete) {
      return new Refused(PictureFault.CUT_OFF, found.evidence);
    }
    if (Math.min(found.width, found.height) < limits.minSide()) {
      return new Refused(
          PictureFault.TOO_SMALL,
          "%d x %d pixels, at least %d a side"
              .formatted(found.width, found.height, limits.minSide()));
    }
    return new Accepted(found.format, found.width, found.height);
  }

  private Found structure(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    if (bytes.length >= 3 && (in.getShort(0) & 0xFFFF) == 0xFFD8 && (bytes[2] & 0xFF) == 0xFF) {
      return jpeg(bytes);
    }
    if (bytes.length >= 8 && in.getLong(0) == PNG_SIGNATURE) {
      return png(in);
    }
    if (bytes.length >= 12 && ascii(bytes, 0, "RIFF") && ascii(bytes, 8, "WEBP")) {
      return webp(bytes);
    }
    if (bitmaps && bytes.length >= 54 && ascii(bytes, 0, "BM")) {
      return bitmap(bytes);
    }
    return Found.no("starts with " + firstBytes(bytes) + ", no JPEG, PNG or WebP signature");
  }

  /** ISO/IEC 10918-1 Annex B: marker segments up to EOI, entropy-coded data skipped. */
  private static Found jpeg(byte[] b) {
    int at = 2;
    int width = 0;
    int height = 0;
    boolean scanned = false;
    while (true) {
      while (at < b.length && (b[at] & 0xFF) != 0xFF) {
        at++; // entropy-coded data, or padding between segments
      }
      while (at < b.length && (b[at] & 0xFF) == 0xFF) {
        at++;
      }
      if (at >= b.length) {
        return width > 0 || at > 3
            ? Found.cut(
                Format.JPEG, width, height, "no end-of-image marker in " + b.length + " bytes")
            : Found.no("a JPEG signature and nothing else");
      }
      int marker = b[at++] & 0xFF;
      if (marker == 0xD9) {
        return scanned && width > 0
            ? Found.whole(Format.JPEG, width, height)
            : Found.no("a JPEG that ends before its first scan");
      }
      if (marker == 0x00 || marker == 0x01 || (marker >= 0xD0 && marker <= 0xD8)) {
        continue; // stuffed byte, TEM, restart markers, SOI of an embedded preview
      }
      if (at + 2 > b.length) {
        return Found.cut(Format.JPEG, width, height, "ends inside a segment header");
      }
      int length = ((b[at] & 0xFF) << 8) | (b[at + 1] & 0xFF);
      if (length < 2) {
        return Found.no("JPEG segment FF%02X of length %d".formatted(marker, length));
      }
      boolean frame =
          marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
      if (frame && at + 7 <= b.length) {
        height = ((b[at + 3] & 0xFF) << 8) | (b[at + 4] & 0xFF);
        width = ((b[at + 5] & 0xFF) << 8) | (b[at + 6] & 0xFF);
        if (width == 0 || height == 0) {
          return Found.no("a JPEG of %d x %d pixels".formatted(width, height));
        }
      }
      scanned |= marker == 0xDA;
      at += length;
    }
  }

  /** PNG (ISO/IEC 15948): chunks up to IEND. */
  private static Found png(ByteBuffer in) {
    if (in.capacity() < 24) {
      return Found.no("a PNG signature and no header");
    }
    int width = in.getInt(16);
    int height = in.getInt(20);
    if (width <= 0 || height <= 0) {
      return Found.no("a PNG of %d x %d pixels".formatted(width, height));
    }
    long at = 8;
    while (at + 12 <= in.capacity()) {
      long length = in.getInt((int) at) & 0xFFFFFFFFL;
      int type = in.getInt((int) at + 4);
      at += 12 + length;
      if (type == 0x49454E44) {
        return at <= in.capacity()
            ? Found.whole(Format.PNG, width, height)
            : Found.cut(Format.PNG, width, height, "the last chunk is cut");
      }
    }
    return Found.cut(Format.PNG, width, height, "no IEND chunk in " + in.capacity() + " bytes");
  }

  /** RFC 9649: RIFF container with VP8, VP8L or VP8X. */
  private static Found webp(byte[] b) {
    if (b.length < 30) {
      return Found.no("a WebP signature and no header");
    }
    ByteBuffer in = ByteBuffer.wrap(b).order(ByteOrder.LITTLE_ENDIAN);
    long riff = 8 + (in.getInt(4) & 0xFFFFFFFFL);
    int width;
    int height;
    if (ascii(b, 12, "VP8X")) {
      width = 1 + (in.getInt(24) & 0xFFFFFF);
      height = 1 + (in.getInt(26) >>> 8);
    } else if (ascii(b, 12, "VP8L")) {
      int bits = in.getInt(21);
      width = 1 + (bits & 0x3FFF);
      height = 1 + ((bits >>> 14) & 0x3FFF);
    } else if (ascii(b, 12, "VP8 ")) {
      width = in.getShort(26) & 0x3FFF;
      height = in.getShort(28) & 0x3FFF;
    } else {
      return Found.no("a WebP without VP8 data");
    }
    return riff <= b.length
        ? Found.whole(Format.WEBP, width, height)
        : Found.cut(
            Format.WEBP, width, height, "%d of %d bytes are there".formatted(b.length, riff));
  }

  /** Windows bitmap: the header says where pixels begin, and how many bits each has. */
  private static Found bitmap(byte[] b) {
    ByteBuffer in = ByteBuffer.wrap(b).order(ByteOrder.LITTLE_ENDIAN);
    long start = in.getInt(10) & 0xFFFFFFFFL;
    int width = in.getInt(18);
    int height = Math.abs(in.getInt(22));
    int bits = in.getShort(28);
    if (width <= 0
        || height <= 0
        || in.getInt(30) != 0
        || (bits != 24 && bits != 32 && bits != 8)) {
      return Found.no("a BMP of %d x %d pixels, %d bits".formatted(width, height, bits));
    }
    long row = ((long) width * bits + 31) / 32 * 4;
    long end = start + row * height;
    return end <= b.length
        ? Found.whole(Format.BMP, width, height)
        : Found.cut(Format.BMP, width, height, "%d of %d bytes are there".formatted(b.length, end));
  }

  private static boolean ascii(byte[] bytes, int at, String text) {
    byte[] expected = text.getBytes(StandardCharsets.US_ASCII);
    for (int i = 0; i < expected.length; i++) {
      if (bytes[at + i] != expected[i]) {
        return false;
      }
    }
    return true;
  }

  private static String firstBytes(byte[] bytes) {
    if (bytes.length == 0) {
      return "nothing (0 bytes)";
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < Math.min(8, bytes.length); i++) {
      text.append(i == 0 ? "" : " ").append("%02X".formatted(bytes[i]));
    }
    return text.toString();
  }

  private record Found(
      @org.jspecify.annotations.Nullable PictureFault fault,
      Format format,
      int width,
      int height,
      boolean complete,
      String evidence) {

    static Found no(String evidence) {
      return new Found(PictureFault.NOT_A_PICTURE, Format.JPEG, 0, 0, false, evidence);
    }

    static Found cut(Format format, int width, int height, String evidence) {
      return new Found(null, format, width, height, false, evidence);
    }

    static Found whole(Format format, int width, int height) {
      return new Found(null, format, width, height, true, "");
    }
  }
}
