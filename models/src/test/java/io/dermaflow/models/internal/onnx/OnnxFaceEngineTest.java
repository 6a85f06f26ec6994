package io.dermaflow.models.internal.onnx;

import io.dermaflow.models.FaceEngine;
import io.dermaflow.models.FaceEngineContract;
import io.dermaflow.models.TestFaceModel;

class OnnxFaceEngineTest extends FaceEngineContract {

  @Override
  protected FaceEngine engine() {
    return new OnnxAutoConfiguration().faceEngine();
  }

  @Override
  protected byte[] model() {
    return TestFaceModel.ofPixels(64);
  }
}
