package io.dermaflow.datasets;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link UploadSigner} must do, over HTTP. */
public abstract class UploadSignerContract {

  private ObjectStorage storage;
  private UploadSigner signer;

  /** An empty storage. */
  protected abstract ObjectStorage storage() throws Exception;

  /** Signs for that storage. */
  protected abstract UploadSigner signer(ObjectStorage storage);

  @BeforeEach
  void begin() throws Exception {
    storage = storage();
    signer = signer(storage);
  }

  private static HttpResponse<String> put(UploadSigner.SignedUpload signed, String type)
      throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(signed.url())
                .header("Content-Type", type)
                .header("Origin", "http://shop.example")
                .PUT(HttpRequest.BodyPublishers.ofString("picture"))
                .build(),
            HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void letsABrowserOfAnotherOriginPutWhatWasSigned() throws Exception {
    var signed = signer.signPut("incoming/1/selfie.jpg", "image/jpeg", Duration.ofSeconds(60));
    HttpResponse<String> answer = put(signed, "image/jpeg");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).isPresent();
    assertThat(storage.read("incoming/1/selfie.jpg", 100)).asString().isEqualTo("picture");
  }

  @Test
  void refusesAnotherContentTypeThanTheSignedOne() throws Exception {
    var signed = signer.signPut("incoming/2/selfie.jpg", "image/jpeg", Duration.ofSeconds(60));
    assertThat(put(signed, "text/html").statusCode()).isEqualTo(403);
    assertThat(storage.find("incoming/2/selfie.jpg")).isEmpty();
  }

  @Test
  void takesTheSignedLengthAndNoOther() throws Exception {
    long length = "picture".length();
    var signed =
        signer.signPut("incoming/3/selfie.jpg", "image/jpeg", length + 1, Duration.ofSeconds(60));
    assertThat(put(signed, "image/jpeg").statusCode()).isEqualTo(403);
    assertThat(storage.find("incoming/3/selfie.jpg")).isEmpty();
    signed = signer.signPut("incoming/3/selfie.jpg", "image/jpeg", length, Duration.ofSeconds(60));
    assertThat(put(signed, "image/jpeg").statusCode()).isEqualTo(200);
    assertThat(storage.find("incoming/3/selfie.jpg")).isPresent();
  }

  @Test
  void doesNotPrintTheSignature() {
    assertThat(signer.signPut("k", "image/png", Duration.ofSeconds(5)).toString())
        .doesNotContain("X-Amz-Signature");
  }
}
