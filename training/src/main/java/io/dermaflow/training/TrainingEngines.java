package io.dermaflow.training;

import io.dermaflow.models.NetworkTrainer;
import io.dermaflow.models.NetworkWriter;
import io.dermaflow.models.TrunkEngine;
import io.dermaflow.models.WeightsReader;
import io.dermaflow.models.internal.dl4j.Dl4jAutoConfiguration;
import io.dermaflow.models.internal.onnx.OnnxAutoConfiguration;
import io.dermaflow.models.internal.weights.WeightsAutoConfiguration;

/**
 * What a training works with.
 *
 * @param trainer makes the network that learns
 * @param trunks run its frozen part
 * @param writer exports the result
 * @param weights reads what it starts from
 */
record TrainingEngines(
    NetworkTrainer trainer, TrunkEngine trunks, NetworkWriter writer, WeightsReader weights) {

  /** Those of a process without Spring. */
  static TrainingEngines standalone() {
    OnnxAutoConfiguration onnx = new OnnxAutoConfiguration();
    return new TrainingEngines(
        new Dl4jAutoConfiguration().networkTrainer(),
        onnx.trunkEngine(),
        onnx.networkWriter(),
        new WeightsAutoConfiguration().weightsReader());
  }
}
