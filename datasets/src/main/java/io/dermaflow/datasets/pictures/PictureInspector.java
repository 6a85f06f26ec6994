package io.dermaflow.datasets.pictures;

import io.dermaflow.datasets.pictures.Inspection.Accepted;
import io.dermaflow.datasets.pictures.Inspection.Format;
import io.dermaflow.datasets.pictures.Inspection.Refused;
import java.util.Optional;

/**
 * Reads headers and structure, never pixels: decoders fill in what is missing from a cut-off file,
 * so that completeness has to be seen here.
 */
public final class PictureInspector {

  /** No camera makes more; a strip that is longer would be decoded at its full size. */
  private static final int MOST_SIDE = 30_000;

  private final PictureLimits limits;
  private final boolean bitmaps;

  /** Takes JPEG, PNG and WebP. */
  public PictureInspector(PictureLimits limits) {
    this(limits, false);
  }

  private PictureInspector(PictureLimits limits, boolean bitmaps) {
    this.limits = limits;
    this.bitmaps = bitmaps;
  }

  /** Takes BMP too, which test pictures come as and cameras do not. */
  public static PictureInspector withBitmaps(PictureLimits limits) {
    return new PictureInspector(limits, true);
  }

  public PictureLimits limits() {
    return limits;
  }

  /** Says whether {@code bytes} are one complete picture within the limits. */
  public Inspection inspect(byte[] bytes) {
    if (bytes.length > limits.maxBytes()) {
      return new Refused(
          PictureFault.TOO_LARGE,
          "%d bytes, at most %d".formatted(bytes.length, limits.maxBytes()));
    }
    Optional<Format> format = findFormat(bytes);
    if (format.isEmpty()) {
      return new Refused(
          PictureFault.NOT_A_PICTURE,
          "%s, expected %s"
              .formatted(
                  ForeignTypes.describe(bytes),
                  bitmaps ? "JPEG, PNG, WebP or BMP" : "JPEG, PNG or WebP"));
    }
    return withinLimits(format.get(), structure(format.get(), bytes));
  }

  private Optional<Format> findFormat(byte[] bytes) {
    if (Bytes.has(bytes, 0, "\377\330\377")) {
      return Optional.of(Format.JPEG);
    }
    if (Bytes.has(bytes, 0, PngChunks.SIGNATURE)) {
      return Optional.of(Format.PNG);
    }
    if (Bytes.has(bytes, 0, "RIFF") && Bytes.has(bytes, 8, "WEBP")) {
      return Optional.of(Format.WEBP);
    }
    return bitmaps && Bytes.has(bytes, 0, "BM") ? Optional.of(Format.BMP) : Optional.empty();
  }

  private static Structure structure(Format format, byte[] bytes) {
    return switch (format) {
      case JPEG -> JpegStructure.read(bytes);
      case PNG -> PngStructure.read(bytes);
      case WEBP -> WebpStructure.read(bytes);
      case BMP -> BitmapStructure.read(bytes);
    };
  }

  private Inspection withinLimits(Format format, Structure found) {
    PictureFault fault = found.fault();
    if (fault != null && fault != PictureFault.CUT_OFF) {
      return new Refused(fault, found.evidence());
    }
    // Before CUT_OFF: a header that promises too much says more than where the bytes end.
    if (Math.max(found.width(), found.height()) > MOST_SIDE
        || (long) found.width() * found.height() > limits.maxPixels()) {
      return new Refused(
          PictureFault.TOO_LARGE,
          "%d x %d pixels, at most %d in all and 30000 a side"
              .formatted(found.width(), found.height(), limits.maxPixels()));
    }
    if (fault != null) {
      return new Refused(fault, found.evidence());
    }
    if (Math.min(found.width(), found.height()) < limits.minSide()) {
      return new Refused(
          PictureFault.TOO_SMALL,
          "%d x %d pixels, at least %d a side"
              .formatted(found.width(), found.height(), limits.minSide()));
    }
    return new Accepted(format, found.width(), found.height());
  }
}
