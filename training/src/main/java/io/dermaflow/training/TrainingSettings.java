package io.dermaflow.training;

import java.nio.file.Path;

/**
 * Settings of this room.
 *
 * @param work folder for prepared data and checkpoints; kept between runs
 * @param process bounds of the training process
 * @param gate floors a model must reach
 */
public record TrainingSettings(Path work, TrainingProcessSettings process, Gate gate) {}
