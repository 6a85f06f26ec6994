package io.dermaflow.models.internal.onnx;

import io.dermaflow.models.NetworkTrainer;
import io.dermaflow.models.PredictorEngine;
import io.dermaflow.models.TrunkContract;
import io.dermaflow.models.TrunkEngine;
import io.dermaflow.models.internal.dl4j.Dl4jAutoConfiguration;

class OnnxTrunkTest extends TrunkContract {

  @Override
  protected TrunkEngine trunks() {
    return new OnnxAutoConfiguration().trunkEngine();
  }

  @Override
  protected PredictorEngine engine() {
    return new OnnxAutoConfiguration().onnxEngine();
  }

  @Override
  protected NetworkTrainer trainer() {
    return new Dl4jAutoConfiguration().networkTrainer();
  }
}
