package io.dermaflow.models.internal.dl4j;

import io.dermaflow.models.HeadOutputs;
import io.dermaflow.models.NetworkSpec;
import io.dermaflow.models.Predictor;
import io.dermaflow.models.TrainableNetwork;

/** The network that trained, used for scoring: slower, and the reference for the exported one. */
final class Dl4jPredictor implements Predictor {

  private final TrainableNetwork network;

  Dl4jPredictor(TrainableNetwork network) {
    this.network = network;
  }

  @Override
  public NetworkSpec spec() {
    return network.spec();
  }

  @Override
  public HeadOutputs predict(byte[] pixels, int count) {
    return network.predict(pixels, count);
  }

  @Override
  public void close() {
    network.close();
  }
}
