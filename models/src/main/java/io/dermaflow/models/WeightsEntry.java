package io.dermaflow.models;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Pretrained weights that were taken in; never changed afterwards.
 *
 * @param name what commands call them
 * @param kind format of the file that was imported
 * @param purpose what they are for; of entries of before {@link WeightsPurpose#TRUNK}
 * @param sha256 of that file
 * @param parameters how many numbers
 * @param width multiplier of the channels, 0 of a face detector
 * @param padding dialect: zeros of strided convolutions; null of a face detector
 * @param scaling dialect: levels to inputs; null of a face detector
 * @param epsilon dialect: added to BatchNorm's variance, 0 where the file held folded numbers
 * @param classes of the classifier, 0 without one
 * @param key of our own form in the bucket; a face detector's file is kept as it is
 * @param keySha256 its digest
 * @param source file or URL that was read
 * @param importedAt when
 */
public record WeightsEntry(
    String name,
    String kind,
    @Nullable WeightsPurpose purpose,
    String sha256,
    long parameters,
    double width,
    @Nullable Padding padding,
    @Nullable Scaling scaling,
    double epsilon,
    int classes,
    String key,
    String keySha256,
    String source,
    Instant importedAt) {

  public WeightsEntry {
    purpose = purpose == null ? WeightsPurpose.TRUNK : purpose;
  }

  /** A face detector, whose file is stored as it is. */
  static WeightsEntry faceDetector(
      String name, String sha256, long parameters, String key, String source, Instant at) {
    return new WeightsEntry(
        name,
        "onnx",
        WeightsPurpose.FACE_DETECTOR,
        sha256,
        parameters,
        0,
        null,
        null,
        0,
        0,
        key,
        sha256,
        source,
        at);
  }
}
