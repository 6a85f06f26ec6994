package io.dermaflow.models;

import java.util.Map;

/**
 * Items to learn from, in one step.
 *
 * @param count number of items N
 * @param input what the network is given
 * @param labels per head {@code N * head.size()} target probabilities
 * @param weights per head N values: how much an item counts, 0 where the label is missing. The loss
 *     of a head is the weighted sum over the items, divided by N.
 */
@SuppressWarnings("ArrayRecordComponent") // a buffer with a shape, not a value
public record TrainingBatch(
    int count, Input input, Map<Head, float[]> labels, Map<Head, float[]> weights) {

  /** Pictures, or what a frozen trunk made of them. */
  public sealed interface Input {}

  /**
   * @param rgb {@code N * size * size * 3} bytes, rows top down, red green blue
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Pixels(byte[] rgb) implements Input {}

  /**
   * @param values {@code N * length} values of a {@link Trunk}
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Activations(float[] values) implements Input {}
}
