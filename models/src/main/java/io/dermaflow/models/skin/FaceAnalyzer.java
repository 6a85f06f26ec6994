package io.dermaflow.models.skin;

import io.dermaflow.datasets.pictures.Picture;
import io.dermaflow.models.FaceBox;
import org.jspecify.annotations.Nullable;

/**
 * Reads tone, shape, features and skin off one face. Safe for concurrent use; the same input gives
 * the same reading. What cannot be told is {@code unknown}, never a guess and never an exception.
 */
public interface FaceAnalyzer {

  /** Name and version, part of what a result depends on. */
  String name();

  /**
   * @param picture the picture that the face was found in
   * @param face where the face is; may reach over the edge
   * @param landmarks its 68 points in pixels of the picture, or null when nobody found them
   * @throws IllegalArgumentException when the box has no size
   * @throws io.dermaflow.errors.DermaflowException when a service that does it cannot be used
   */
  FaceReading analyze(Picture picture, FaceBox face, @Nullable Landmarks landmarks);
}
