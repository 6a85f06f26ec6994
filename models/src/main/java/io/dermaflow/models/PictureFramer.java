package io.dermaflow.models;

import io.dermaflow.datasets.pictures.Inspection;
import io.dermaflow.datasets.pictures.Picture;
import io.dermaflow.datasets.pictures.PictureCodec;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The way from a file to what a network is shown, as a {@link Preprocessing} says: one for training
 * and scoring. Stateless, safe for concurrent use.
 */
public final class PictureFramer {

  /** A detector that sees 320 x 240 pixels finds nothing more in larger pictures. */
  private static final int LEAST_LOOK = 240;

  private final PictureCodec codec;
  private final FaceDetector detector;
  private final Preprocessing definition;
  private final Preprocessor preprocessor;

  /**
   * @throws IllegalArgumentException when the detector is not the definition's, or when this code
   *     does not implement the definition
   */
  public PictureFramer(PictureCodec codec, FaceDetector detector, Preprocessing definition) {
    if (!definition.detector().equals(detector.name())) {
      throw new IllegalArgumentException(
          "preprocessing of face detector %s, this is %s"
              .formatted(definition.detector(), detector.name()));
    }
    this.codec = codec;
    this.detector = detector;
    this.definition = definition;
    this.preprocessor = new Preprocessor(definition);
  }

  /**
   * The file, decoded for looking at it.
   *
   * @throws PictureCodec.UndecodableException when the decoder gives up
   */
  public Picture decode(byte[] bytes, Inspection.Accepted header) {
    return codec.decode(bytes, header, leastSide());
  }

  private int leastSide() {
    return definition.detail() == Detail.FOUR_TIMES
        ? 4 * definition.size()
        : Math.max(LEAST_LOOK, definition.size());
  }

  /** Faces in it, largest first. */
  public List<FaceBox> faces(Picture picture) {
    return detector.detect(picture);
  }

  /** What is cut out: one of the faces, or the whole frame. */
  public @Nullable FaceBox crop(Picture picture, List<FaceBox> faces) {
    return Objects.requireNonNull(definition.framing()).of(picture, faces);
  }

  /**
   * What the network is shown.
   *
   * @param looked what {@link #decode} gave for this file
   * @param crop what {@link #crop} gave for it
   * @return {@code size * size * 3} bytes, rows top down, red green blue
   * @throws PictureCodec.UndecodableException when the decoder gives up
   */
  public byte[] pixels(
      byte[] bytes, Inspection.Accepted header, Picture looked, @Nullable FaceBox crop) {
    return pixels(bytes, header, looked, crop, definition.size());
  }

  /** The same for training, which may want more pixels than the network has. */
  public byte[] pixels(
      byte[] bytes, Inspection.Accepted header, Picture looked, @Nullable FaceBox crop, int size) {
    Preprocessor cutter =
        size == definition.size() ? preprocessor : new Preprocessor(definition.withSize(size));
    int shorter = Math.min(looked.width(), looked.height());
    double cut = crop == null ? shorter : crop.side() * definition.cropScale();
    if (definition.detail() == Detail.FOUR_TIMES || cut >= size) {
      return cutter.apply(looked, crop);
    }
    Picture larger = codec.decode(bytes, header, (int) Math.ceil(shorter * size / cut));
    double scale = (double) larger.width() / looked.width();
    return cutter.apply(larger, crop == null ? null : crop.scaled(scale));
  }
}
