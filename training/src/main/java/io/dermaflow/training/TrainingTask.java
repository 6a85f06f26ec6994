package io.dermaflow.training;

/**
 * All that the training process is told.
 *
 * @param runId the run
 * @param recipe how to train
 * @param seed decides initial weights, order and augmentation
 * @param data the prepared dataset
 * @param folder where checkpoints and results go
 */
record TrainingTask(String runId, Recipe recipe, long seed, String data, String folder) {}
