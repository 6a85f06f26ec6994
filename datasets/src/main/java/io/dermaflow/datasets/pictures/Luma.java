package io.dermaflow.datasets.pictures;

/** How bright a colour looks, by the weights of ITU-R BT.601, which JPEG uses. */
public final class Luma {

  private Luma() {}

  /**
   * Of a pixel, in thousandths of a level: 0..255,000.
   *
   * @param rgb red green blue, each 0..255 unsigned
   * @param at where the pixel begins
   */
  public static int thousandths(byte[] rgb, int at) {
    return 299 * (rgb[at] & 0xFF) + 587 * (rgb[at + 1] & 0xFF) + 114 * (rgb[at + 2] & 0xFF);
  }

  /** In the unit of its arguments. */
  public static double of(double red, double green, double blue) {
    return 0.299 * red + 0.587 * green + 0.114 * blue;
  }

  /** The same in single precision, which rounds otherwise. */
  public static float single(float red, float green, float blue) {
    return 0.299f * red + 0.587f * green + 0.114f * blue;
  }
}
