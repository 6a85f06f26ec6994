package io.dermaflow.models.internal.onnx;

import io.dermaflow.models.NetworkSpec;
import io.dermaflow.models.Predictor;
import io.dermaflow.models.PredictorEngine;
import io.dermaflow.models.TrunkEngine;
import java.nio.file.Path;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

/** Scoring by ONNX Runtime. */
@AutoConfiguration
public class OnnxAutoConfiguration {

  @Bean
  public PredictorEngine onnxEngine() {
    return new PredictorEngine() {
      @Override
      public Kind kind() {
        return Kind.ONNX;
      }

      @Override
      public Predictor open(NetworkSpec spec, Path file) {
        return new OnnxPredictor(spec, file);
      }
    };
  }

  @Bean
  public TrunkEngine trunkEngine() {
    return OnnxTrunk::new;
  }
}
