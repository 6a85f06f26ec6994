package io.dermaflow.aws.internal.sdk;

import io.dermaflow.aws.RequestSigner;
import io.dermaflow.aws.RequestSignerContract;
import io.dermaflow.testing.SettableClock;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;

class AwsRequestSignerTest extends RequestSignerContract {

  @Override
  protected RequestSigner signer(String secret) {
    return AwsAutoConfiguration.signer(
        StaticCredentialsProvider.create(AwsBasicCredentials.create("AKTEST", secret)),
        new SettableClock());
  }

  @Override
  protected RequestSigner signerWithoutCredentials() {
    return AwsAutoConfiguration.signer(
        () -> {
          throw SdkClientException.create("no provider of the chain has any");
        },
        new SettableClock());
  }
}
