package io.dermaflow.datasets.pictures;

/** What the header and the structure of some bytes say, before anything is decoded. */
public sealed interface Inspection {

  /** A complete picture within the limits. */
  record Accepted(Format format, int width, int height) implements Inspection {}

  /**
   * Not to be decoded.
   *
   * @param reason why
   * @param evidence what was found, for a person
   */
  record Refused(PictureFault reason, String evidence) implements Inspection {}

  /** The formats that are read. */
  enum Format {
    JPEG("jpg", "image/jpeg"),
    PNG("png", "image/png"),
    WEBP("webp", "image/webp"),
    /** Only where a {@link PictureInspector} was asked for it. */
    BMP("bmp", "image/bmp");

    private final String extension;
    private final String contentType;

    Format(String extension, String contentType) {
      this.extension = extension;
      this.contentType = contentType;
    }

    public String extension() {
      return extension;
    }

    public String contentType() {
      return contentType;
    }
  }
}
