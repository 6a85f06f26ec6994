package io.dermaflow.models;

import java.util.Map;

/**
 * Pictures with their labels.
 *
 * @param count number of pictures N
 * @param pixels {@code N * size * size * 3} bytes, rows top down, red green blue
 * @param labels per head {@code N * head.size()} values: one-hot, or 0 and 1 for a multi-label head
 * @param weights per head N values: 0 where the label is missing
 */
@SuppressWarnings("ArrayRecordComponent") // a buffer with a shape, not a value
public record TrainingBatch(
    int count, byte[] pixels, Map<Head, float[]> labels, Map<Head, float[]> weights) {}
