package io.dermaflow.datasets.internal.s3;

import io.dermaflow.datasets.DownloadSigner;
import io.dermaflow.datasets.UploadSigner;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** Signs URLs of one bucket. Nothing is asked of the endpoint. */
final class S3UrlSigner implements UploadSigner, DownloadSigner, AutoCloseable {

  private final S3Presigner presigner;
  private final String bucket;

  S3UrlSigner(S3Presigner presigner, String bucket) {
    this.presigner = presigner;
    this.bucket = bucket;
  }

  @Override
  public SignedUpload signPut(
      String key, String contentType, @Nullable Long contentLength, Duration life) {
    var signed =
        presigner.presignPutObject(
            request ->
                request
                    .signatureDuration(life)
                    .putObjectRequest(
                        put ->
                            put.bucket(bucket)
                                .key(key)
                                .contentType(contentType)
                                .contentLength(contentLength)));
    return new SignedUpload(URI.create(signed.url().toString()), contentType, signed.expiration());
  }

  @Override
  public SignedDownload signGet(String key, Duration life) {
    var signed =
        presigner.presignGetObject(
            request ->
                request
                    .signatureDuration(life)
                    .getObjectRequest(get -> get.bucket(bucket).key(key)));
    return new SignedDownload(URI.create(signed.url().toString()), signed.expiration());
  }

  @Override
  public void close() {
    presigner.close();
  }
}
