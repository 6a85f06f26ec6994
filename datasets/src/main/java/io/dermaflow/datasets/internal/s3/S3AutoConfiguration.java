package io.dermaflow.datasets.internal.s3;

import io.dermaflow.datasets.BucketRules;
import io.dermaflow.datasets.ObjectStorage;
import io.dermaflow.datasets.Sources;
import io.dermaflow.datasets.StorageException;
import io.dermaflow.datasets.StorageSettings;
import io.dermaflow.datasets.internal.archive.ArchiveStorage;
import io.dermaflow.datasets.internal.folder.FolderStorage;
import io.dermaflow.errors.DermaflowException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** Our bucket, and the sources that a command names. */
@AutoConfiguration
public class S3AutoConfiguration {

  /**
   * Our bucket, created when it is missing.
   *
   * @throws DermaflowException when it cannot be reached, or not with these credentials
   */
  @Bean(destroyMethod = "close")
  public ObjectStorage objectStorage(StorageSettings settings, Clock clock) {
    S3ObjectStorage storage = connect(settings, clock);
    try {
      storage.ensureBucket();
      return storage;
    } catch (StorageException e) {
      storage.close();
      throw unusable(settings, e);
    }
  }

  private static DermaflowException unusable(StorageSettings settings, StorageException e) {
    String place = settings.findEndpoint().map(Object::toString).orElse("Amazon S3");
    String problem = "Bucket %s at %s: %s".formatted(settings.bucket(), place, e.getMessage());
    return e.reason() == StorageException.Reason.DENIED
        ? DermaflowException.usage(
            problem,
            "credentials that may list, read and write the bucket, and create it where it is missing",
            "they come from AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, a profile, or the"
                + " machine's role; the endpoint from s3.endpoint")
        : DermaflowException.failed(
            problem,
            "an S3 endpoint that answers",
            "look whether it runs and s3.endpoint names it; nothing was lost, the same command goes on");
  }

  /** Signs URLs for uploads and downloads: one bean, found by either port. */
  @Bean(destroyMethod = "close")
  public S3UrlSigner urlSigner(StorageSettings settings) {
    S3Presigner.Builder presigner =
        S3Presigner.builder()
            .region(Region.of(settings.region()))
            .credentialsProvider(credentials(settings))
            .serviceConfiguration(
                S3Configuration.builder()
                    .pathStyleAccessEnabled(settings.endpoint() != null)
                    .build());
    if (settings.endpoint() != null) {
      URI named =
          settings.publicEndpoint() != null ? settings.publicEndpoint() : settings.endpoint();
      presigner.endpointOverride(named);
    }
    return new S3UrlSigner(presigner.build(), settings.bucket());
  }

  /** Rules of our bucket; for whoever looks after it. */
  @Bean(destroyMethod = "close")
  @Lazy
  public BucketRules bucketRules(StorageSettings settings) {
    return new S3BucketRules(client(settings, credentials(settings)), settings.bucket());
  }

  /** Opens {@code s3://bucket/prefix}, folders and archives. */
  @Bean
  public Sources sources(StorageSettings settings, Clock clock) {
    return new Sources() {
      @Override
      protected ObjectStorage openBucket(String bucket) {
        return connect(settings.withBucket(bucket), clock);
      }

      @Override
      protected ObjectStorage openFolder(Path folder) {
        return FolderStorage.open(folder);
      }

      @Override
      protected ObjectStorage openArchive(ObjectStorage in, String key, String name) {
        return ArchiveStorage.open(in, key, name);
      }
    };
  }

  private static S3ObjectStorage connect(StorageSettings settings, Clock clock) {
    return new S3ObjectStorage(client(settings, credentials(settings)), settings.bucket(), clock);
  }

  private static S3Client client(StorageSettings settings, AwsCredentialsProvider credentials) {
    S3ClientBuilder client =
        S3Client.builder()
            .region(Region.of(settings.region()))
            .credentialsProvider(credentials)
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            // Checksum trailers are new to S3: endpoints that speak an older dialect refuse them.
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
            .forcePathStyle(settings.endpoint() != null);
    if (settings.endpoint() != null) {
      client.endpointOverride(settings.endpoint());
    }
    return client.build();
  }

  private static AwsCredentialsProvider credentials(StorageSettings settings) {
    var fixed = settings.credentials();
    if (fixed == null) {
      return DefaultCredentialsProvider.builder().build();
    }
    return StaticCredentialsProvider.create(
        AwsBasicCredentials.create(fixed.accessKey(), fixed.secretKey()));
  }
}
