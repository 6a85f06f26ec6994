package io.dermaflow.datasets.internal.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.dermaflow.datasets.ObjectStorage;
import io.dermaflow.datasets.Sources;
import io.dermaflow.datasets.StorageException;
import io.dermaflow.datasets.StorageException.Reason;
import io.dermaflow.datasets.StorageSettings;
import io.dermaflow.datasets.StorageSettings.StaticCredentials;
import io.dermaflow.datasets.StoredObject;
import io.dermaflow.errors.DermaflowException;
import io.dermaflow.testing.ObjectStorageContract;
import io.dermaflow.testing.TestServices;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class S3ObjectStorageTest extends ObjectStorageContract {

  @Override
  protected ObjectStorage storage() {
    return new S3AutoConfiguration().objectStorage(TestServices.newBucket(), Clock.systemUTC());
  }

  @Test
  void saysWhatIsWrongWithThePlaceOrItsCredentials() {
    StorageSettings good = TestServices.newBucket();
    S3AutoConfiguration configuration = new S3AutoConfiguration();
    assertThatThrownBy(
            () ->
                configuration.objectStorage(
                    with(good, good.endpoint(), new StaticCredentials("somebody", "else")),
                    Clock.systemUTC()))
        .isInstanceOfSatisfying(
            DermaflowException.class,
            e -> assertThat(e.kind()).isEqualTo(DermaflowException.Kind.USAGE))
        .hasMessageContaining("Bucket " + good.bucket() + " at " + good.endpoint())
        .hasMessageContaining("AWS_ACCESS_KEY_ID")
        .hasMessageNotContaining("else");
    assertThatThrownBy(
            () ->
                configuration.objectStorage(
                    with(good, URI.create("http://127.0.0.1:1"), good.credentials()),
                    Clock.systemUTC()))
        .isInstanceOfSatisfying(
            DermaflowException.class,
            e -> assertThat(e.kind()).isEqualTo(DermaflowException.Kind.FAILED))
        .hasMessageContaining("at http://127.0.0.1:1")
        .hasMessageContaining("s3.endpoint");
  }

  private static StorageSettings with(
      StorageSettings settings, @Nullable URI endpoint, @Nullable StaticCredentials credentials) {
    return new StorageSettings(endpoint, null, settings.region(), settings.bucket(), credentials);
  }

  @Test
  void tellsAMissingBucketWhileItIsListed() {
    Sources sources =
        new S3AutoConfiguration().sources(TestServices.newBucket(), Clock.systemUTC());
    try (Sources.Source source = sources.open("s3://nobody-made-this/sets")) {
      assertThatThrownBy(
              () -> {
                try (Stream<StoredObject> listed = source.storage().list(source.prefix())) {
                  listed.findFirst();
                }
              })
          .isInstanceOfSatisfying(
              StorageException.class, e -> assertThat(e.reason()).isEqualTo(Reason.NO_BUCKET))
          .hasMessageContaining("nobody-made-this");
    }
  }

  /**
   * The embedded endpoint does not heed {@code If-Match} on a DELETE; this one says it came late.
   */
  @Test
  void asksTheEndpointToDeleteOnlyWhatWasSeen() throws Exception {
    List<String> asked = new CopyOnWriteArrayList<>();
    HttpServer endpoint = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    endpoint.createContext(
        "/",
        exchange -> {
          boolean delete = exchange.getRequestMethod().equals("DELETE");
          if (delete) {
            asked.add(exchange.getRequestHeaders().getFirst("If-Match"));
          }
          if (!delete) {
            exchange.getResponseHeaders().add("Content-Length", "7");
          }
          exchange.getResponseHeaders().add("ETag", "\"e1\"");
          exchange.getResponseHeaders().add("Last-Modified", "Thu, 01 Jan 2026 00:00:00 GMT");
          exchange.sendResponseHeaders(delete ? 412 : 200, -1);
          exchange.close();
        });
    endpoint.start();
    StorageSettings settings =
        new StorageSettings(
            URI.create("http://127.0.0.1:" + endpoint.getAddress().getPort()),
            null,
            "us-east-1",
            "bucket",
            new StorageSettings.StaticCredentials("a", "b"));
    try (ObjectStorage storage =
        new S3AutoConfiguration().objectStorage(settings, Clock.systemUTC())) {
      StoredObject seen = storage.find("k").orElseThrow();
      assertThat(storage.deleteUnchanged(seen)).isFalse();
      assertThat(asked).containsExactly("\"e1\"");
    } finally {
      endpoint.stop(0);
    }
  }
}
