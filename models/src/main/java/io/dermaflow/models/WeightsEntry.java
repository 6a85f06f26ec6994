package io.dermaflow.models;

import java.time.Instant;

/**
 * Pretrained weights that were taken in; never changed afterwards.
 *
 * @param name what commands call them
 * @param kind format of the file that was imported
 * @param sha256 of that file
 * @param parameters how many numbers
 * @param width multiplier of the channels
 * @param padding dialect: zeros of strided convolutions
 * @param scaling dialect: levels to inputs
 * @param epsilon dialect: added to BatchNorm's variance, 0 where the file held folded numbers
 * @param classes of the classifier, 0 without one
 * @param key of our own form in the bucket
 * @param keySha256 its digest
 * @param source file or URL that was read
 * @param importedAt when
 */
public record WeightsEntry(
    String name,
    String kind,
    String sha256,
    long parameters,
    double width,
    Padding padding,
    Scaling scaling,
    double epsilon,
    int classes,
    String key,
    String keySha256,
    String source,
    Instant importedAt) {}
