package io.dermaflow.training;

import io.dermaflow.models.Frozen;

/**
 * A part of a recipe with one optimiser.
 *
 * @param frozen what does not learn
 * @param epochs passes over the training split; what does not fill a batch waits for the next
 * @param rate peak of the learning rate
 * @param last the rate at the end; falls from the peak along a cosine
 * @param warmUp steps until the peak
 * @param variants augmented variants of an item that the frozen part is run for once and for all; 0
 *     for a fresh one every epoch
 */
public record Phase(Frozen frozen, int epochs, double rate, double last, int warmUp, int variants) {

  Phase withEpochs(int other) {
    return new Phase(frozen, other, rate, last, warmUp, variants);
  }
}
