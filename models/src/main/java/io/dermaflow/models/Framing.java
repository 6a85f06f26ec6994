package io.dermaflow.models;

import io.dermaflow.datasets.pictures.Picture;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which part of a picture a network is shown; one definition for training and scoring. */
public enum Framing {
  /** The largest face, or the whole frame where there is none. */
  FACE,
  /**
   * The same, but the whole frame where skin fills a good part of it: there the frame is the face,
   * and a smaller box is a part of one.
   */
  FACE_OR_SKIN;

  /** Share of skin above which a frame counts as filled by a face. */
  private static final double FILLED = 0.4;

  /** The face to cut out, or null for the whole frame. */
  public @Nullable FaceBox of(Picture picture, List<FaceBox> faces) {
    if (faces.isEmpty() || (this == FACE_OR_SKIN && SkinTone.skinShare(picture) >= FILLED)) {
      return null;
    }
    return faces.get(0);
  }
}
