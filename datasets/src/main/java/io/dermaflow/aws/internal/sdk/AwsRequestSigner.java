package io.dermaflow.aws.internal.sdk;

import io.dermaflow.aws.RequestSigner;
import io.dermaflow.errors.DermaflowException;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;

/** Signature version 4 by the AWS SDK. */
final class AwsRequestSigner implements RequestSigner {

  private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();
  private final AwsCredentialsProvider credentials;
  private final Clock clock;

  AwsRequestSigner(AwsCredentialsProvider credentials, Clock clock) {
    this.credentials = credentials;
    this.clock = clock;
  }

  @Override
  public Map<String, List<String>> sign(
      Scope scope, URI uri, Map<String, String> headers, byte[] body) {
    SdkHttpRequest.Builder request = SdkHttpRequest.builder().method(SdkHttpMethod.POST).uri(uri);
    headers.forEach(request::putHeader);
    SdkHttpRequest unsigned = request.build();
    AwsCredentials identity = identity(scope);
    SignedRequest signed =
        signer.sign(
            wanted ->
                wanted
                    .identity(identity)
                    .request(unsigned)
                    .payload(ContentStreamProvider.fromByteArray(body))
                    .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, scope.service())
                    .putProperty(AwsV4HttpSigner.REGION_NAME, scope.region())
                    .putProperty(HttpSigner.SIGNING_CLOCK, clock));
    return signed.request().headers();
  }

  private AwsCredentials identity(Scope scope) {
    try {
      return credentials.resolveCredentials();
    } catch (SdkException e) {
      throw DermaflowException.failed(
          "There are no AWS credentials for %s in %s: %s"
              .formatted(scope.service(), scope.region(), e.getMessage()),
          "credentials where the AWS SDK looks for them",
          "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or give this machine a role",
          e);
    }
  }
}
