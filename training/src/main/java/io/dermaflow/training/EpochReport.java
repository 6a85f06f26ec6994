package io.dermaflow.training;

import java.time.Instant;
import java.util.Map;

/**
 * One epoch of a run.
 *
 * @param epoch 1, 2, …
 * @param at when it ended
 * @param metrics {@code train_loss}, {@code learning_rate}, {@code images_per_second} and {@code
 *     valid_<head>_<metric>}
 */
record EpochReport(int epoch, Instant at, Map<String, Double> metrics) {}
