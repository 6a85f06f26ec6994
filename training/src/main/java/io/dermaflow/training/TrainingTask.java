package io.dermaflow.training;

import org.jspecify.annotations.Nullable;

/**
 * All that the training process is told.
 *
 * @param runId the run
 * @param recipe how to train
 * @param seed decides initial weights, order and augmentation
 * @param data the prepared dataset
 * @param weights file that the network starts from, in our own form; null for random numbers
 * @param folder where checkpoints and results go
 */
record TrainingTask(
    String runId, Recipe recipe, long seed, String data, @Nullable String weights, String folder) {}
