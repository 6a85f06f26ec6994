package io.dermaflow.datasets.pictures;

/** Windows bitmap: the header says where pixels begin, and how many bits each has. */
final class BitmapStructure {

  /** Headers of the file and of the picture, in the oldest form that is read. */
  static final int HEADER = 54;

  private BitmapStructure() {}

  /** Two letters are too little to go by: the size of the second header has to be a known one. */
  static boolean isBitmap(byte[] bytes) {
    if (bytes.length < 18 || !Bytes.has(bytes, 0, "BM")) {
      return false;
    }
    long header = Bytes.u32le(bytes, 14);
    return header >= 12 && header <= 124;
  }

  static Structure read(byte[] bytes) {
    if (bytes.length < HEADER) {
      return Structure.notRead("a BMP signature and no header");
    }
    int width = (int) Bytes.u32le(bytes, 18);
    int height = height(bytes);
    int bits = Bytes.u16le(bytes, 28);
    if (width <= 0
        || height <= 0
        || Bytes.u32le(bytes, 30) != 0
        || (bits != 24 && bits != 32 && bits != 8)) {
      return Structure.notRead("a BMP of %d x %d pixels, %d bits".formatted(width, height, bits));
    }
    if (Bytes.u32le(bytes, 10) < HEADER) {
      return Structure.corrupt(
          "a BMP whose pixels begin at byte %d, inside its header"
              .formatted(Bytes.u32le(bytes, 10)));
    }
    long end = end(bytes);
    return end <= bytes.length
        ? Structure.whole(width, height)
        : Structure.cut(width, height, "%d of %d bytes are there".formatted(bytes.length, end));
  }

  /** Where the last row of pixels ends; the header is a sound one. */
  static long end(byte[] bytes) {
    long row = (Bytes.u32le(bytes, 18) * Bytes.u16le(bytes, 28) + 31) / 32 * 4;
    return Bytes.u32le(bytes, 10) + row * height(bytes);
  }

  /** Negative where rows go from the top down. */
  private static int height(byte[] bytes) {
    return Math.abs((int) Bytes.u32le(bytes, 22));
  }
}
