package io.dermaflow.recommend.collaborative;

/** A method with its settings: what makes a ranker of interactions. */
public interface RankerTrainer {

  /** What reports call it, with the settings that tell it from its like. */
  String name();

  /** Fits the method to all interactions of a log. */
  ItemRanker fit(LogStatistics statistics);
}
