package io.dermaflow.datasets.pictures;

/**
 * A decoded picture.
 *
 * @param width pixels
 * @param height pixels
 * @param rgb {@code height * width * 3} bytes, rows top down, red green blue, each 0..255 unsigned
 */
@SuppressWarnings("ArrayRecordComponent") // pixels: compared by nobody, copied by nobody
public record Picture(int width, int height, byte[] rgb) {

  public Picture {
    if (width <= 0 || height <= 0 || rgb.length != width * height * 3) {
      throw new IllegalArgumentException(
          "%d x %d pixels in %d bytes, expected %d"
              .formatted(width, height, rgb.length, width * height * 3));
    }
  }

  /** One channel (0 red, 1 green, 2 blue) of a pixel, 0..255. */
  public int channel(int x, int y, int channel) {
    return rgb[(y * width + x) * 3 + channel] & 0xFF;
  }
}
