package io.dermaflow.datasets.pictures;

import java.util.Arrays;

/**
 * Takes out of a picture what does not help to show it: where and when it was taken, by whom and
 * with what, previews, comments, later pictures of an animation, and whatever stands behind its
 * end. Nothing is encoded again: pixels stay the same to the bit. Of EXIF the orientation alone is
 * kept, of everything else what decodes the picture or says what its colours mean.
 */
public final class PictureCleaner {

  /**
   * The picture without metadata. Cleaning twice is cleaning once.
   *
   * @param bytes what {@link PictureInspector} accepted
   * @param picture what it said of them
   * @return {@code bytes} itself where there is nothing to take out
   * @throws IllegalArgumentException when the bytes are no such picture
   */
  public byte[] clean(byte[] bytes, Inspection.Accepted picture) {
    byte[] cleaned =
        switch (picture.format()) {
          case JPEG -> JpegCleaner.clean(bytes);
          case PNG -> PngCleaner.clean(bytes);
          case WEBP -> WebpCleaner.clean(bytes);
          case BMP -> bitmap(bytes);
        };
    return Arrays.equals(bytes, cleaned) ? bytes : cleaned;
  }

  private static byte[] bitmap(byte[] bytes) {
    long end = bytes.length < BitmapStructure.HEADER ? Long.MAX_VALUE : BitmapStructure.end(bytes);
    if (end > bytes.length) {
      throw unsound("BMP", bytes);
    }
    return Arrays.copyOf(bytes, (int) end);
  }

  static IllegalArgumentException unsound(String format, byte[] bytes) {
    return new IllegalArgumentException(
        "%d bytes that are no whole %s, expected what the inspector accepted"
            .formatted(bytes.length, format));
  }
}
