package io.dermaflow.models.internal.face;

import io.dermaflow.models.FaceDetector;
import io.dermaflow.models.FaceDetectorContract;

class CascadeFaceDetectorTest extends FaceDetectorContract {

  @Override
  protected FaceDetector detector() {
    return new CascadeFaceDetector();
  }
}
