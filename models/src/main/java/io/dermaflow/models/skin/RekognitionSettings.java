package io.dermaflow.models.skin;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Amazon Rekognition as the engine of face shape, eyes and lips. It is off unless a region is
 * given: using it sends pictures of faces to Amazon. Credentials come from the AWS SDK's default
 * chain.
 *
 * @param region AWS region, or null for off
 * @param endpoint where to ask, or null for the region's own endpoint
 * @param timeout for one answer
 */
public record RekognitionSettings(
    @Nullable String region, @Nullable URI endpoint, Duration timeout) {

  /** Faces stay on this machine. */
  public static final RekognitionSettings OFF =
      new RekognitionSettings(null, null, Duration.ofSeconds(10));

  /**
   * @throws IllegalArgumentException when the timeout is not positive
   */
  public RekognitionSettings {
    if (timeout.isNegative() || timeout.isZero()) {
      throw new IllegalArgumentException("timeout " + timeout + ", expected more than nothing");
    }
  }
}
