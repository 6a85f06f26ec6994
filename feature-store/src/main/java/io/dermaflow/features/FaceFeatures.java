package io.dermaflow.features;

/**
 * What is derived from a face besides its skin: words for choosing shades and shapes, never the
 * geometry itself.
 *
 * @param tone skin tone, e.g. {@code medium-warm}, or {@code unknown}
 * @param monk step of the Monk Skin Tone scale, 1 (lightest)..10; 0 when it is not known
 * @param shape shape of the face, or {@code unknown}
 * @param eyes shape of the eyes, or {@code unknown}
 * @param lips fullness of the lips, or {@code unknown}
 */
public record FaceFeatures(String tone, int monk, String shape, String eyes, String lips) {

  private static final String NOT_KNOWN = "unknown";

  /** No face was seen, or nothing could be told of it. */
  public static final FaceFeatures UNKNOWN =
      new FaceFeatures(NOT_KNOWN, 0, NOT_KNOWN, NOT_KNOWN, NOT_KNOWN);

  public FaceFeatures {
    if (monk < 0 || monk > 10) {
      throw new IllegalArgumentException("monk " + monk + ", expected 1..10, or 0 for not known");
    }
  }

  /** A face of which only the tone is known. */
  public static FaceFeatures ofTone(String tone) {
    return new FaceFeatures(tone, 0, NOT_KNOWN, NOT_KNOWN, NOT_KNOWN);
  }
}
