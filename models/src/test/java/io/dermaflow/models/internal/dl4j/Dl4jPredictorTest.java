package io.dermaflow.models.internal.dl4j;

import io.dermaflow.models.NetworkTrainer;
import io.dermaflow.models.PredictorContract;
import io.dermaflow.models.PredictorEngine;

class Dl4jPredictorTest extends PredictorContract {

  @Override
  protected PredictorEngine engine() {
    return new Dl4jAutoConfiguration().dl4jEngine(trainer());
  }

  @Override
  protected NetworkTrainer trainer() {
    return new Dl4jAutoConfiguration().networkTrainer();
  }
}
