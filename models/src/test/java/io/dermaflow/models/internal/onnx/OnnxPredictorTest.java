package io.dermaflow.models.internal.onnx;

import io.dermaflow.models.NetworkTrainer;
import io.dermaflow.models.PredictorContract;
import io.dermaflow.models.PredictorEngine;
import io.dermaflow.models.internal.dl4j.Dl4jAutoConfiguration;

class OnnxPredictorTest extends PredictorContract {
  @Override
  protected PredictorEngine engine() {
    return new OnnxAutoConfiguration().onnxEngine();
  }

  @Override
  protected NetworkTrainer trainer() {
    return new Dl4jAutoConfiguration().networkTrainer();
  }
}
