package io.dermaflow.datasets.pictures;

/**
 * Decodes and encodes pictures. Only bytes that {@link PictureInspector} accepted are given to it.
 * Implementations are safe for concurrent use and bit-exact on one platform.
 */
public interface PictureCodec {

  /**
   * Decodes a picture upright (EXIF orientation applied) and without metadata. Large pictures are
   * decoded at 1/2, 1/4 or 1/8 of their size as long as the shorter side keeps at least {@code
   * minSide} pixels.
   *
   * @throws UndecodableException when the decoder gives up in spite of a sound structure
   */
  Picture decode(byte[] bytes, Inspection.Accepted header, int minSide);

  /** Encodes as baseline JPEG, 4:2:0. {@code quality} is 1..100. */
  byte[] encodeJpeg(Picture picture, int quality);

  /** The decoder gave up. */
  final class UndecodableException extends RuntimeException {
    private final PictureFault fault;

    /**
     * @param fault {@code UNDECODABLE} or {@code TIMED_OUT}
     */
    public UndecodableException(PictureFault fault, String message) {
      super(message);
      this.fault = fault;
    }

    public PictureFault fault() {
      return fault;
    }
  }
}
