package io.dermaflow.datasets.pictures;

/**
 * Bounds of what is decoded.
 *
 * @param maxBytes size of the encoded picture
 * @param maxPixels width times height, read from the header
 * @param minSide the shorter side, pixels
 */
public record PictureLimits(long maxBytes, long maxPixels, int minSide) {

  /** 20 MiB, 50 megapixels, 64 pixels. */
  public static final PictureLimits DEFAULT = new PictureLimits(20L << 20, 50_000_000L, 64);

  /** The same with another least side. */
  public PictureLimits withMinSide(int other) {
    return new PictureLimits(maxBytes, maxPixels, other);
  }
}
