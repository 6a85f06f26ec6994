package io.dermaflow.datasets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link DownloadSigner} must do, over HTTP. */
public abstract class DownloadSignerContract {

  private ObjectStorage storage;
  private DownloadSigner signer;

  protected abstract ObjectStorage storage() throws Exception;

  /** A signer for the same bucket. */
  protected abstract DownloadSigner signer(ObjectStorage storage);

  @BeforeEach
  void begin() throws Exception {
    storage = storage();
    signer = signer(storage);
    storage.write("ar-templates/a.json", "one".getBytes(UTF_8), "application/json");
    storage.write("ar-templates/b.json", "two".getBytes(UTF_8), "application/json");
  }

  @AfterEach
  void end() {
    storage.close();
  }

  private static HttpResponse<String> get(String url) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void letsABrowserReadWhatWasSignedAndNothingElse() throws Exception {
    var signed = signer.signGet("ar-templates/a.json", Duration.ofSeconds(60));
    assertThat(get(signed.url().toString()).body()).isEqualTo("one");
    assertThat(get(signed.url().toString().replace("a.json", "b.json")).statusCode())
        .isEqualTo(403);
    assertThat(signed.toString()).doesNotContain("Signature");
  }
}
