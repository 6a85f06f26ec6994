package io.dermaflow.models;

import io.dermaflow.ids.Digests;
import org.jspecify.annotations.Nullable;

/**
 * The one definition of what happens between a picture and the network, stored with every model.
 * Training and scoring run {@link Preprocessor} for it; a scorer refuses a model whose hash it does
 * not implement.
 *
 * @param size side of the network's input, pixels
 * @param cropScale side of the square crop over the side of the face box
 * @param detector name of the face detector
 * @param detail how much of a file is decoded; of versions of before {@link Detail#FOUR_TIMES}
 * @param resize {@code area}: each output pixel is the mean of the input area it covers
 * @param framing which part of a picture is cut out; of versions of before {@link Framing#FACE}
 * @param colour {@code rgb8}: red, green, blue, 0..255; scaling is part of the network's graph
 */
public record Preprocessing(
    int size,
    double cropScale,
    String detector,
    @Nullable Framing framing,
    @Nullable Detail detail,
    String resize,
    String colour) {

  public Preprocessing {
    framing = framing == null ? Framing.FACE : framing;
    detail = detail == null ? Detail.FOUR_TIMES : detail;
  }

  /** Today's definition for a network of this size. */
  public static Preprocessing of(int size, String detector) {
    return new Preprocessing(
        size, 1.2, detector, Framing.FACE_OR_SKIN, Detail.AS_NEEDED, "area", "rgb8");
  }

  /** The same crop at another size. */
  public Preprocessing withSize(int other) {
    return new Preprocessing(other, cropScale, detector, framing, detail, resize, colour);
  }

  /** First 16 hex digits of the SHA-256 over all fields. */
  public String hash() {
    String fields = "v1|%d|%s|%s|%s|%s".formatted(size, cropScale, detector, resize, colour);
    // Without newer fields, so that the digests of earlier versions stay what they were.
    if (framing != Framing.FACE) {
      fields += "|" + framing;
    }
    if (detail != Detail.FOUR_TIMES) {
      fields += "|" + detail;
    }
    return Digests.sha256(fields).substring(0, 16);
  }
}
