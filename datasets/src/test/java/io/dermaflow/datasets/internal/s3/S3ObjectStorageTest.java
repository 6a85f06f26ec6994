package io.dermaflow.datasets.internal.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.dermaflow.datasets.ObjectStorage;
import io.dermaflow.datasets.UploadSigner;
import io.dermaflow.testing.ObjectStorageContract;
import io.dermaflow.testing.TestServices;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class S3ObjectStorageTest extends ObjectStorageContract {

  @Override
  protected ObjectStorage storage() {
    return new S3AutoConfiguration().objectStorage(TestServices.newBucket(), Clock.systemUTC());
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
    ObjectStorage storage = storage();
    UploadSigner signer = new S3AutoConfiguration().uploadSigner(storage);
    var signed = signer.signPut("incoming/1/selfie.jpg", "image/jpeg", Duration.ofSeconds(60));
    HttpResponse<String> answer = put(signed, "image/jpeg");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).isPresent();
    assertThat(storage.read("incoming/1/selfie.jpg", 100)).asString().isEqualTo("picture");
  }

  @Test
  void refusesAnotherContentTypeThanTheSignedOne() throws Exception {
    ObjectStorage storage = storage();
    UploadSigner signer = new S3AutoConfiguration().uploadSigner(storage);
    var signed = signer.signPut("incoming/2/selfie.jpg", "image/jpeg", Duration.ofSeconds(60));
    assertThat(put(signed, "text/html").statusCode()).isEqualTo(403);
    assertThat(storage.find("incoming/2/selfie.jpg")).isEmpty();
  }

  @Test
  void doesNotPrintTheSignature() {
    UploadSigner signer = new S3AutoConfiguration().uploadSigner(storage());
    assertThat(signer.signPut("k", "image/png", Duration.ofSeconds(5)).toString())
        .doesNotContain("X-Amz-Signature");
  }
}
