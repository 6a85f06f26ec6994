package io.dermaflow.datasets.pictures;

import org.jspecify.annotations.Nullable;

/** RFC 9649: a RIFF container with VP8, VP8L or VP8X, one picture in all. */
final class WebpStructure {

  /** As far as the size in pixels, whatever the first chunk is. */
  private static final int HEADER = 30;

  private static final int CANVAS = 10;
  private static final int ANIMATION = 0x02;

  private record Size(int width, int height) {}

  private WebpStructure() {}

  /** {@code bytes} begin with RIFF, a length and WEBP. */
  static Structure read(byte[] bytes) {
    if (bytes.length < HEADER) {
      return Structure.notRead("a WebP signature and no header");
    }
    boolean extended = Bytes.has(bytes, RiffChunks.HEADER, "VP8X");
    if (!extended
        && !Bytes.has(bytes, RiffChunks.HEADER, "VP8L")
        && !Bytes.has(bytes, RiffChunks.HEADER, "VP8 ")) {
      return Structure.notRead("a WebP without VP8 data");
    }
    if (extended && Bytes.u32le(bytes, 16) != CANVAS) {
      return Structure.corrupt(
          "a VP8X chunk of %d bytes, expected %d".formatted(Bytes.u32le(bytes, 16), CANVAS));
    }
    if (extended && (Bytes.u8(bytes, 20) & ANIMATION) != 0) {
      return Structure.notRead("a WebP that is an animation");
    }
    Size size =
        extended
            ? new Size(1 + Bytes.u24le(bytes, 24), 1 + Bytes.u24le(bytes, 27))
            : frame(bytes, RiffChunks.HEADER);
    if (size == null) {
      return Structure.corrupt("a WebP frame without its start code");
    }
    if (size.width == 0 || size.height == 0) {
      return Structure.notRead("a WebP of %d x %d pixels".formatted(size.width, size.height));
    }
    long riff = RiffChunks.size(bytes);
    if (riff > bytes.length) {
      return Structure.cut(
          size.width, size.height, "%d of %d bytes are there".formatted(bytes.length, riff));
    }
    return chunks(bytes, size);
  }

  private static Structure chunks(byte[] bytes, Size canvas) {
    RiffChunks chunks = new RiffChunks(bytes);
    boolean found = false;
    while (chunks.next()) {
      if (!chunks.whole()) {
        return Structure.corrupt(
            "chunk %s of %d bytes reaches beyond the RIFF"
                .formatted(chunks.name(), chunks.length()));
      }
      if (chunks.is("ANIM") || chunks.is("ANMF")) {
        return Structure.notRead("a WebP that is an animation");
      }
      if (chunks.isFrame() && !found) {
        Structure verdict = frameOn(canvas, bytes, chunks);
        if (verdict != null) {
          return verdict;
        }
        found = true;
      }
    }
    return found
        ? Structure.whole(canvas.width, canvas.height)
        : Structure.corrupt("a WebP without picture data");
  }

  /** Null where the frame is sound and as large as the canvas. */
  private static @Nullable Structure frameOn(Size canvas, byte[] bytes, RiffChunks chunks) {
    boolean lossy = chunks.is("VP8 ");
    // The first partition of a lossy frame has to lie inside the chunk (RFC 6386, 9.1).
    if (chunks.length() < (lossy ? 10 : 5)
        || (lossy && (Bytes.u24le(bytes, chunks.start() + 8) >>> 5) >= chunks.length())) {
      return Structure.corrupt(
          "chunk %s of %d bytes, too short".formatted(chunks.name(), chunks.length()));
    }
    Size size = frame(bytes, chunks.start());
    if (size == null) {
      return Structure.corrupt("a WebP frame without its start code");
    }
    return size.equals(canvas)
        ? null
        : Structure.corrupt(
            "a frame of %d x %d pixels on %d x %d"
                .formatted(size.width, size.height, canvas.width, canvas.height));
  }

  /** The size of the frame in the chunk at {@code at}; null without its start code. */
  private static @Nullable Size frame(byte[] bytes, int at) {
    int data = at + 8;
    if (Bytes.has(bytes, at, "VP8L")) {
      long bits = Bytes.u32le(bytes, data + 1);
      boolean sound = Bytes.u8(bytes, data) == 0x2F && (bits >>> 29) == 0;
      return sound ? new Size(1 + (int) (bits & 0x3FFF), 1 + (int) ((bits >>> 14) & 0x3FFF)) : null;
    }
    boolean key = (Bytes.u8(bytes, data) & 1) == 0;
    return key && Bytes.has(bytes, data + 3, "\235\001\052")
        ? new Size(Bytes.u16le(bytes, data + 6) & 0x3FFF, Bytes.u16le(bytes, data + 8) & 0x3FFF)
        : null;
  }
}
