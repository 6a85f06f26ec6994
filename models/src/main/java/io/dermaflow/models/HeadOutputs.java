package io.dermaflow.models;

import java.util.Arrays;
import java.util.Map;

/**
 * Probabilities of several pictures.
 *
 * @param count number of pictures N
 * @param probabilities per head {@code N * head.size()} values
 */
public record HeadOutputs(int count, Map<Head, float[]> probabilities) {

  /** Probabilities of one picture for one head; length {@code head.size()}. */
  public float[] of(Head head, int picture) {
    float[] all = probabilities.get(head);
    if (all == null) {
      throw new IllegalArgumentException("this model has no head " + head);
    }
    return Arrays.copyOfRange(all, picture * head.size(), (picture + 1) * head.size());
  }
}
