package io.dermaflow.models.internal.onnx;

import io.dermaflow.models.FaceEngine;
import io.dermaflow.models.NetworkSpec;
import io.dermaflow.models.NetworkWriter;
import io.dermaflow.models.Predictor;
import io.dermaflow.models.PredictorEngine;
import io.dermaflow.models.TrunkEngine;
import java.nio.file.Path;
import java.util.Optional;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

/** Scoring and face detection by ONNX Runtime. */
@AutoConfiguration
public class OnnxAutoConfiguration {

  @Bean
  public PredictorEngine onnxEngine() {
    return engine(PredictorEngine.Kind.ONNX, 1);
  }

  @Bean
  public PredictorEngine int8Engine() {
    return engine(PredictorEngine.Kind.INT8, 4);
  }

  /**
   * The files differ, not how they are run.
   *
   * @param atOnce pictures, with which most are scored in a second
   */
  private static PredictorEngine engine(PredictorEngine.Kind kind, int atOnce) {
    return new PredictorEngine() {
      @Override
      public Kind kind() {
        return kind;
      }

      @Override
      public Predictor open(NetworkSpec spec, Path file) {
        return new OnnxPredictor(spec, file, atOnce);
      }
    };
  }

  @Bean
  public NetworkWriter networkWriter() {
    return new OnnxNetworkWriter();
  }

  @Bean
  public FaceEngine faceEngine() {
    return new FaceEngine() {
      @Override
      public Opened open(byte[] model) {
        return OnnxFaceDetector.open(model);
      }

      @Override
      public Optional<Opened> open(byte[] model, String name) {
        return OnnxFaceDetector.open(model, name);
      }
    };
  }

  @Bean
  public TrunkEngine trunkEngine() {
    return OnnxTrunk::new;
  }
}
