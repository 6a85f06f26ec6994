package io.dermaflow.datasets.pictures;

import static io.dermaflow.datasets.pictures.PngChunks.IDAT;
import static io.dermaflow.datasets.pictures.PngChunks.IEND;
import static io.dermaflow.datasets.pictures.PngChunks.IHDR;
import static io.dermaflow.datasets.pictures.PngChunks.PLTE;

import org.jspecify.annotations.Nullable;

/**
 * ISO/IEC 15948: chunks up to IEND. Checksums are held against those chunks only that no decoder
 * does without; the others are passed over by decoders where they fail.
 */
final class PngStructure {

  private static final int HEADER = 8 + 12 + 13;
  private static final int PALETTE = 3;

  private final byte[] bytes;
  private final PngChunks chunks;
  private int width;
  private int height;
  private int colours;
  private long data;
  private boolean palette;

  private PngStructure(byte[] bytes) {
    this.bytes = bytes;
    this.chunks = new PngChunks(bytes);
  }

  /** {@code bytes} begin with the signature. */
  static Structure read(byte[] bytes) {
    PngStructure png = new PngStructure(bytes);
    if (bytes.length < HEADER || !png.chunks.next()) {
      return Structure.notRead("a PNG signature and no header");
    }
    Structure verdict = png.header();
    while (verdict == null && png.chunks.next()) {
      verdict = png.step();
    }
    return verdict == null ? png.cut("no IEND chunk in " + bytes.length + " bytes") : verdict;
  }

  private @Nullable Structure header() {
    if (chunks.type() != IHDR || chunks.length() != 13) {
      return Structure.notRead(
          "a PNG that begins with %d bytes of %s, expected 13 of IHDR"
              .formatted(chunks.length(), chunks.name()));
    }
    if (!chunks.intact()) {
      return Structure.corrupt("the checksum of chunk IHDR does not hold");
    }
    int at = chunks.data();
    width = (int) Bytes.u32(bytes, at);
    height = (int) Bytes.u32(bytes, at + 4);
    colours = Bytes.u8(bytes, at + 9);
    if (width <= 0 || height <= 0) {
      return Structure.notRead("a PNG of %d x %d pixels".formatted(width, height));
    }
    int depth = Bytes.u8(bytes, at + 8);
    if (!possible(depth, colours)) {
      return Structure.corrupt("bit depth %d with colour type %d".formatted(depth, colours));
    }
    int compression = Bytes.u8(bytes, at + 10);
    int filter = Bytes.u8(bytes, at + 11);
    int interlace = Bytes.u8(bytes, at + 12);
    if (compression != 0 || filter != 0 || interlace > 1) {
      return Structure.corrupt(
          "compression %d, filter %d, interlace %d, expected 0, 0, and 0 or 1"
              .formatted(compression, filter, interlace));
    }
    return null;
  }

  private static boolean possible(int depth, int colours) {
    return switch (colours) {
      case 0 -> depth == 1 || depth == 2 || depth == 4 || depth == 8 || depth == 16;
      case PALETTE -> depth == 1 || depth == 2 || depth == 4 || depth == 8;
      case 2, 4, 6 -> depth == 8 || depth == 16;
      default -> false;
    };
  }

  /** The verdict that a chunk brings, or null as long as there is none. */
  private @Nullable Structure step() {
    if (!chunks.named() || chunks.length() > Integer.MAX_VALUE) {
      return Structure.corrupt(
          "chunk %s of %d bytes at byte %d"
              .formatted(chunks.name(), chunks.length(), chunks.start()));
    }
    if (!chunks.whole()) {
      return cut("ends inside chunk " + chunks.name());
    }
    return chunks.critical() ? critical() : null;
  }

  private @Nullable Structure critical() {
    if (!chunks.intact()) {
      return Structure.corrupt(
          "the checksum of chunk %s at byte %d does not hold"
              .formatted(chunks.name(), chunks.start()));
    }
    switch (chunks.type()) {
      case PLTE -> palette = true;
      case IDAT -> {
        if (colours == PALETTE && !palette) {
          return Structure.corrupt("a PNG of palette colours without a palette");
        }
        data += chunks.length();
      }
      case IEND -> {
        return data > 0
            ? Structure.whole(width, height)
            : Structure.corrupt("a PNG without picture data");
      }
      default -> {
        return Structure.corrupt(
            "chunk %s at byte %d, where none such can be".formatted(chunks.name(), chunks.start()));
      }
    }
    return null;
  }

  private Structure cut(String evidence) {
    return Structure.cut(width, height, evidence);
  }
}
