package io.dermaflow.datasets.pictures;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;

/** Keeps the chunks that decode a PNG or say what its colours mean, byte for byte. */
final class PngCleaner {

  private PngCleaner() {}

  static byte[] clean(byte[] bytes) {
    if (!Bytes.has(bytes, 0, PngChunks.SIGNATURE)) {
      throw PictureCleaner.unsound("PNG", bytes);
    }
    int orientation = orientation(bytes);
    ByteArrayOutputStream out =
        new ByteArrayOutputStream(bytes.length + 12 + ExifOrientation.BLOCK);
    out.write(bytes, 0, PngChunks.SIGNATURE.length());
    PngChunks chunks = new PngChunks(bytes);
    while (chunks.next() && chunks.whole()) {
      if (chunks.type() == PngChunks.IEND) {
        write(out, PngChunks.IEND, new byte[0]);
        return out.toByteArray();
      }
      if (keeps(chunks.type())) {
        out.write(bytes, chunks.start(), (int) chunks.end() - chunks.start());
      }
      if (chunks.type() == PngChunks.IHDR && orientation != ExifOrientation.UPRIGHT) {
        write(out, PngChunks.EXIF, ExifOrientation.block(orientation));
      }
    }
    throw PictureCleaner.unsound("PNG", bytes);
  }

  /** What the first EXIF chunk says; a decoder does not read one whose checksum fails. */
  private static int orientation(byte[] bytes) {
    PngChunks chunks = new PngChunks(bytes);
    while (chunks.next() && chunks.whole() && chunks.type() != PngChunks.IEND) {
      if (chunks.type() == PngChunks.EXIF && chunks.intact()) {
        return ExifOrientation.read(bytes, chunks.data(), (int) chunks.end() - 4);
      }
    }
    return ExifOrientation.UPRIGHT;
  }

  private static boolean keeps(int type) {
    return switch (type) {
      case PngChunks.IHDR,
          PngChunks.PLTE,
          PngChunks.IDAT,
          PngChunks.TRNS,
          PngChunks.GAMA,
          PngChunks.CHRM,
          PngChunks.SRGB,
          PngChunks.ICCP,
          PngChunks.SBIT ->
          true;
      default -> false;
    };
  }

  private static void write(ByteArrayOutputStream out, int type, byte[] data) {
    ByteBuffer chunk = ByteBuffer.allocate(12 + data.length);
    chunk.putInt(data.length).putInt(type).put(data);
    CRC32 crc = new CRC32();
    crc.update(chunk.array(), 4, 4 + data.length);
    chunk.putInt((int) crc.getValue());
    out.writeBytes(chunk.array());
  }
}
