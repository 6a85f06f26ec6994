package io.dermaflow.datasets.pictures;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Keeps the frame of a WebP, its alpha channel and its colour profile, byte for byte. */
final class WebpCleaner {

  private static final int FLAGS = 20;
  private static final int PROFILE = 0x20;
  private static final int ALPHA = 0x10;
  private static final int EXIF = 0x08;

  private WebpCleaner() {}

  static byte[] clean(byte[] bytes) {
    if (bytes.length < RiffChunks.HEADER) {
      throw PictureCleaner.unsound("WebP", bytes);
    }
    int orientation = ExifOrientation.ofWebp(bytes);
    ByteArrayOutputStream out =
        new ByteArrayOutputStream(bytes.length + 1 + 8 + ExifOrientation.BLOCK);
    out.write(bytes, 0, RiffChunks.HEADER);
    RiffChunks chunks = new RiffChunks(bytes);
    boolean extended = false;
    int kept = ALPHA;
    while (chunks.next() && chunks.whole()) {
      if (chunks.is("VP8X") && chunks.start() == RiffChunks.HEADER && chunks.length() > 0) {
        extended = true;
        write(out, bytes, chunks);
      } else if (chunks.is("ICCP") && extended) {
        kept |= PROFILE;
        write(out, bytes, chunks);
      } else if (chunks.is("ALPH") && extended) {
        write(out, bytes, chunks);
      } else if (chunks.isFrame()) {
        write(out, bytes, chunks);
        boolean turned = extended && orientation != ExifOrientation.UPRIGHT;
        if (turned) {
          turn(out, orientation);
        }
        return headed(out.toByteArray(), extended, turned ? kept | EXIF : kept);
      }
    }
    throw PictureCleaner.unsound("WebP", bytes);
  }

  private static void write(ByteArrayOutputStream out, byte[] bytes, RiffChunks chunks) {
    out.write(bytes, chunks.start(), 8 + (int) chunks.length());
    if (chunks.length() % 2 == 1) {
      out.write(0);
    }
  }

  private static void turn(ByteArrayOutputStream out, int orientation) {
    out.writeBytes(new byte[] {'E', 'X', 'I', 'F', ExifOrientation.BLOCK, 0, 0, 0});
    out.writeBytes(ExifOrientation.block(orientation));
  }

  /** With the size and the flags that are true now. */
  private static byte[] headed(byte[] webp, boolean extended, int kept) {
    ByteBuffer.wrap(webp).order(ByteOrder.LITTLE_ENDIAN).putInt(4, webp.length - 8);
    if (extended) {
      webp[FLAGS] = (byte) ((webp[FLAGS] & kept) | (kept & EXIF));
    }
    return webp;
  }
}
