package io.dermaflow.aws.internal.sdk;

import io.dermaflow.aws.RequestSigner;
import java.time.Clock;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;

/** The signer of requests to AWS. */
@AutoConfiguration
public class AwsAutoConfiguration {

  /** With the credentials of the AWS SDK's default chain, looked up when something is signed. */
  @Bean
  public RequestSigner requestSigner(Clock clock) {
    return signer(DefaultCredentialsProvider.builder().build(), clock);
  }

  /** With given credentials. */
  public static RequestSigner signer(AwsCredentialsProvider credentials, Clock clock) {
    return new AwsRequestSigner(credentials, clock);
  }
}
