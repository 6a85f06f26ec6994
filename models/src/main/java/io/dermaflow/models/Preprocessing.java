package io.dermaflow.models;

import io.dermaflow.ids.Digests;

/**
 * The one definition of what happens between a picture and the network, stored with every model.
 * Training and scoring run {@link Preprocessor} for it; a scorer refuses a model whose hash it does
 * not implement.
 *
 * @param size side of the network's input, pixels
 * @param cropScale side of the square crop over the side of the face box
 * @param detector name of the face detector
 * @param resize {@code area}: each output pixel is the mean of the input area it covers
 * @param colour {@code rgb8}: red, green, blue, 0..255; scaling is part of the network's graph
 */
public record Preprocessing(
    int size, double cropScale, String detector, String resize, String colour) {

  /** Today's definition for a network of this size. */
  public static Preprocessing of(int size, String detector) {
    return new Preprocessing(size, 1.2, detector, "area", "rgb8");
  }

  /** Pictures are decoded at this length of the shorter side or more: a face is a part of them. */
  public int leastSide() {
    return 4 * size;
  }

  /** The same crop at another size. */
  public Preprocessing withSize(int other) {
    return new Preprocessing(other, cropScale, detector, resize, colour);
  }

  /** First 16 hex digits of the SHA-256 over all fields. */
  public String hash() {
    return Digests.sha256("v1|%d|%s|%s|%s|%s".formatted(size, cropScale, detector, resize, colour))
        .substring(0, 16);
  }
}
