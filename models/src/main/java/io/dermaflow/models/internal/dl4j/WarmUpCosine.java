package io.dermaflow.models.internal.dl4j;

import io.dermaflow.models.LearningRate;
import io.dermaflow.models.NetworkSpec;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/** {@link LearningRate} as DL4J asks for it, kept in the configuration of a saved network. */
public final class WarmUpCosine implements ISchedule {

  @JsonProperty private double peak;
  @JsonProperty private int warmUp;
  @JsonProperty private int steps = 1;
  @JsonProperty private double last;

  @SuppressWarnings("unused") // read back from JSON
  WarmUpCosine() {}

  WarmUpCosine(LearningRate rate) {
    this.peak = rate.peak();
    this.warmUp = rate.warmUp();
    this.steps = rate.steps();
    this.last = rate.last();
  }

  /** The rate of a graph of ours. */
  static LearningRate of(ComputationGraph graph, NetworkSpec spec) {
    BaseLayer head = (BaseLayer) graph.getLayer(spec.heads().get(0).key()).conf().getLayer();
    WarmUpCosine schedule = (WarmUpCosine) ((Adam) head.getIUpdater()).getLearningRateSchedule();
    return new LearningRate(schedule.peak, schedule.warmUp, schedule.steps, schedule.last);
  }

  @Override
  public double valueAt(int iteration, int epoch) {
    return new LearningRate(peak, warmUp, steps, last).at(iteration);
  }

  @Override
  @SuppressWarnings("MissingSuperCall") // the interface's contract is a new instance
  public ISchedule clone() {
    return new WarmUpCosine(new LearningRate(peak, warmUp, steps, last));
  }

  /**
   * Parameters whose updaters are equal share a block of optimiser state; without this a restored
   * network would cut the state into other blocks than the saved one.
   */
  @Override
  public boolean equals(Object other) {
    return other instanceof WarmUpCosine same
        && same.peak == peak
        && same.warmUp == warmUp
        && same.steps == steps
        && same.last == last;
  }

  @Override
  public int hashCode() {
    return java.util.Objects.hash(peak, warmUp, steps, last);
  }
}
