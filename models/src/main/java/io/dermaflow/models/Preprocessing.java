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
 * @param resize {@code area}: each output pixel is the mean of the input area it covers
 * @param framing which part of a picture is cut out; of versions of before {@link Framing#FACE}
 * @param colour {@code rgb8}: red, green, blue, 0..255; scaling is part of the network's graph
 */
public record Preprocessing(
    int size,
    double cropScale,
    String detector,
    @Nullable Framing framing,
    String resize,
    String colour) {

  public Preprocessing {
    framing = framing == null ? Framing.FACE : framing;
  }

  /** Today's definition for a network of this size. */
  public static Preprocessing of(int size, String detector) {
    return new Preprocessing(size, 1.2, detector, Framing.FACE_OR_SKIN, "area", "rgb8");
  }

  /** Pictures are decoded at this length of the shorter side or more: a face is a part of them. */
  public int leastSide() {
    return 4 * size;
  }

  /** The same crop at another size. */
  public Preprocessing withSize(int other) {
    return new Preprocessing(other, cropScale, detector, framing, resize, colour);
  }

  /** First 16 hex digits of the SHA-256 over all fields. */
  public String hash() {
    String fields = "v1|%d|%s|%s|%s|%s".formatted(size, cropScale, detector, resize, colour);
    // Without the field, so that the digests of earlier versions stay what they were.
    return Digests.sha256(framing == Framing.FACE ? fields : fields + "|" + framing)
        .substring(0, 16);
  }
}
