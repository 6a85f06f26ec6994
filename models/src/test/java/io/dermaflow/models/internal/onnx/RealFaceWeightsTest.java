package io.dermaflow.models.internal.onnx;

import io.dermaflow.models.FaceDetector;
import io.dermaflow.models.FaceDetectorContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/**
 * Where DERMAFLOW_TEST_FACE_WEIGHTS names the real file: weights are no part of the project. {@link
 * OnnxFaceDetectorTest} runs everywhere.
 */
@EnabledIfEnvironmentVariable(named = "DERMAFLOW_TEST_FACE_WEIGHTS", matches = ".+")
class RealFaceWeightsTest extends FaceDetectorContract {

  @Override
  protected FaceDetector detector() {
    try {
      return OnnxFaceDetector.open(
          Files.readAllBytes(Path.of(System.getenv("DERMAFLOW_TEST_FACE_WEIGHTS"))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  protected int mostMissed() {
    return 1;
  }
}
