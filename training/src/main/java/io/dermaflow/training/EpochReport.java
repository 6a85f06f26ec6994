package io.dermaflow.training;

import java.time.Instant;
import java.util.Map;

/**
 * One epoch of a run.
 *
 * @param epoch 1, 2, …
 * @param phase of the recipe, 0 the first
 * @param at when it ended
 * @param metrics {@code train_loss}, {@code valid_loss}, {@code learning_rate}, {@code
 *     images_per_second} and {@code valid_<head>_<metric>}
 */
record EpochReport(int epoch, int phase, Instant at, Map<String, Double> metrics) {

  /** Sum of the heads' log losses on the validation split; infinite without one. */
  double validLoss() {
    return metrics.getOrDefault("valid_loss", Double.POSITIVE_INFINITY);
  }
}
