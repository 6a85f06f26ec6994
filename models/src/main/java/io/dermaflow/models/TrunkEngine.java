package io.dermaflow.models;

/** Runs frozen trunks. */
public interface TrunkEngine {

  /**
   * @param frozen which part; not {@link Frozen#NOTHING}
   */
  Trunk open(InferenceNetwork network, Frozen frozen);
}
