package io.dermaflow.models.internal.dl4j;

import io.dermaflow.models.NetworkTrainer;
import io.dermaflow.models.NetworkTrainerContract;

class Dl4jNetworkTrainerTest extends NetworkTrainerContract {

  @Override
  protected NetworkTrainer trainer() {
    return new Dl4jAutoConfiguration().networkTrainer();
  }
}
