package io.dermaflow.models.skin;

import io.dermaflow.datasets.pictures.Picture;
import io.dermaflow.models.FaceBox;
import org.jspecify.annotations.Nullable;

/**
 * Reads faces on this machine, in plain Java. Without landmarks the shape comes from the outline of
 * the skin, and eyes and lips are unknown.
 */
public final class OwnFaceAnalyzer implements FaceAnalyzer {

  /** Raise it when a reading changes. */
  private static final String NAME = "own-1";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public FaceReading analyze(Picture picture, FaceBox face, @Nullable Landmarks landmarks) {
    FaceView view = FaceView.of(picture, face, landmarks);
    FaceShape shape =
        landmarks == null
            ? FaceOutline.of(view).shape(FaceProportions.OUTLINE_MARGIN)
            : FaceProportions.of(landmarks).shape(FaceProportions.LANDMARK_MARGIN);
    LookFeatures features = landmarks == null ? LookFeatures.UNKNOWN : LookFeatures.of(landmarks);
    return new FaceReading(
        SkinToneReading.of(view), shape, features, SkinMeter.measure(view), NAME);
  }
}
