package io.dermaflow.datasets;

import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where our bucket is.
 *
 * @param endpoint the S3 endpoint, or null for Amazon's own
 * @param publicEndpoint what presigned URLs name, or null for the endpoint
 * @param region AWS region
 * @param bucket name of the bucket
 * @param credentials static credentials, or null for the AWS SDK's default chain
 */
public record StorageSettings(
    @Nullable URI endpoint,
    @Nullable URI publicEndpoint,
    String region,
    String bucket,
    @Nullable StaticCredentials credentials) {

  public Optional<URI> findEndpoint() {
    return Optional.ofNullable(endpoint);
  }

  /** The same place with another bucket. */
  public StorageSettings withBucket(String other) {
    return new StorageSettings(endpoint, publicEndpoint, region, other, credentials);
  }

  /** Keys of the embedded endpoint; never printed. */
  public record StaticCredentials(String accessKey, String secretKey) {
    @Override
    public String toString() {
      return "StaticCredentials[***]";
    }
  }
}
