package io.dermaflow.models.internal.onnx;

import io.dermaflow.models.NetworkSpec;
import io.dermaflow.models.NetworkWriter;
import io.dermaflow.models.NetworkWriterContract;
import io.dermaflow.models.Predictor;
import java.nio.file.Path;

class OnnxNetworkWriterTest extends NetworkWriterContract {

  @Override
  protected NetworkWriter writer() {
    return new OnnxNetworkWriter();
  }

  @Override
  protected Predictor open(NetworkSpec spec, Path file) {
    return new OnnxPredictor(spec, file, 2);
  }
}
