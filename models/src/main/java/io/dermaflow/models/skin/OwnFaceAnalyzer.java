package io.dermaflow.models.skin;

import io.dermaflow.datasets.pictures.Picture;
import io.dermaflow.models.FaceBox;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.jspecify.annotations.Nullable;

/**
 * Reads faces on this machine, in plain Java. Shape, eyes and lips are unknown without landmarks:
 * an outline of the skin does not tell the chin from the neck.
 */
public final class OwnFaceAnalyzer implements FaceAnalyzer {

  /** Raise it when a reading changes. */
  private static final String NAME = "own-2";

  /** Memory that no analysis is using; at most as many as there ever were at one time. */
  private final ConcurrentLinkedDeque<Workspace> idle = new ConcurrentLinkedDeque<>();

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public FaceReading analyze(Picture picture, FaceBox face, @Nullable Landmarks landmarks) {
    Workspace recent = idle.pollFirst();
    Workspace workspace = recent == null ? new Workspace() : recent;
    try {
      FaceView view = FaceView.of(picture, face, landmarks, workspace);
      FaceShape shape =
          landmarks == null
              ? FaceShape.UNKNOWN
              : FaceProportions.of(landmarks).shape(FaceProportions.LANDMARK_MARGIN);
      LookFeatures features = landmarks == null ? LookFeatures.UNKNOWN : LookFeatures.of(landmarks);
      return new FaceReading(
          SkinToneReading.of(view), shape, features, SkinMeter.measure(view), NAME);
    } finally {
      idle.addFirst(workspace);
    }
  }
}
