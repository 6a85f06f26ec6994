package io.dermaflow.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dermaflow.errors.DermaflowException;
import io.dermaflow.testing.SignatureCheck;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What every {@link RequestSigner} must do. */
public abstract class RequestSignerContract {

  private static final RequestSigner.Scope SCOPE = new RequestSigner.Scope("sqs", "eu-west-1");
  private static final URI QUEUE = URI.create("https://sqs.eu-west-1.amazonaws.com:8443/");
  private static final Map<String, String> HEADERS =
      Map.of("Content-Type", "application/x-amz-json-1.0", "X-Amz-Target", "AmazonSQS.Receive");
  private static final byte[] BODY = "{\"größe\": 1}".getBytes(StandardCharsets.UTF_8);

  /** A signer for {@code AKTEST} at the time at which a {@code SettableClock} stands. */
  protected abstract RequestSigner signer(String secret);

  /** A signer that has nothing to sign with. */
  protected abstract RequestSigner signerWithoutCredentials();

  @Test
  void signsWhatIsSentForOneServiceInOneRegion() {
    Map<String, List<String>> signed = signer("secret").sign(SCOPE, QUEUE, HEADERS, BODY);
    assertThat(signed.get("Authorization").get(0))
        .startsWith("AWS4-HMAC-SHA256 Credential=AKTEST/20260301/eu-west-1/sqs/aws4_request,")
        .contains("content-type;host;")
        .contains("x-amz-target");
    assertThat(signed)
        .containsEntry("X-Amz-Date", List.of("20260301T120000Z"))
        .containsEntry("Content-Type", List.of("application/x-amz-json-1.0"))
        .containsEntry("Host", List.of("sqs.eu-west-1.amazonaws.com:8443"));
    SignatureCheck check = new SignatureCheck("secret");
    assertThat(check.accepts("sqs", QUEUE, signed, BODY)).isTrue();
    assertThat(check.accepts("sqs", QUEUE, signed, new byte[] {'{', '}'})).isFalse();
    assertThat(check.accepts("s3", QUEUE, signed, BODY)).isFalse();
  }

  @Test
  void signsWithItsOwnSecret() {
    Map<String, List<String>> signed = signer("another").sign(SCOPE, QUEUE, HEADERS, BODY);
    assertThat(new SignatureCheck("secret").accepts("sqs", QUEUE, signed, BODY)).isFalse();
  }

  @Test
  void saysWhatIsMissingWhereThereIsNothingToSignWith() {
    assertThatThrownBy(() -> signerWithoutCredentials().sign(SCOPE, QUEUE, HEADERS, BODY))
        .isInstanceOf(DermaflowException.class)
        .hasMessageContaining("no AWS credentials for sqs in eu-west-1")
        .hasMessageContaining("AWS_ACCESS_KEY_ID");
  }
}
