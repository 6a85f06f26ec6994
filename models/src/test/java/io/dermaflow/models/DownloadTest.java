package io.dermaflow.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.dermaflow.ids.Digests;
import io.dermaflow.progress.Progress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DownloadTest {

  private static final int LENGTH = 300_000;

  @TempDir Path folder;

  private final byte[] content = new byte[LENGTH];
  private final List<String> ranges = new ArrayList<>();
  private HttpServer server;
  private volatile int cutAfter = LENGTH;

  @BeforeEach
  void serve() throws IOException {
    new SplittableRandom(2).nextBytes(content);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/file", this::answer);
    server.createContext("/gone", exchange -> respond(exchange, 404));
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private static void respond(HttpExchange exchange, int status) throws IOException {
    exchange.sendResponseHeaders(status, -1);
    exchange.close();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String range = exchange.getRequestHeaders().getFirst("Range");
    ranges.add(String.valueOf(range));
    int from = range == null ? 0 : Integer.parseInt(range.replaceAll("[^0-9]", ""));
    if (from >= LENGTH) {
      respond(exchange, 416);
      return;
    }
    exchange.sendResponseHeaders(from == 0 ? 200 : 206, LENGTH - from);
    int to = Math.min(LENGTH, from + cutAfter);
    exchange.getResponseBody().write(content, from, to - from);
    exchange.close();
  }

  private URI url(String path) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
  }

  private Path get(String path, String digest, long most) throws IOException {
    Path file = folder.resolve("weights");
    new Download(most, Progress.NONE).get(url(path), digest, file);
    return file;
  }

  @Test
  void goesOnWhereItWasCut() throws IOException {
    cutAfter = 120_000;
    String digest = Digests.sha256(content);
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> get("/file", digest, LENGTH))
          .hasMessageContaining("does not answer")
          .hasMessageContaining("weights import FILE --sha256 " + digest);
      assertThat(folder.resolve("weights")).doesNotExist();
    }
    Path file = get("/file", digest, LENGTH);
    assertThat(Files.readAllBytes(file)).isEqualTo(content);
    assertThat(ranges).hasSize(3);
    assertThat(ranges.get(0)).isEqualTo("null");
    assertThat(ranges.get(1)).matches("bytes=[0-9]+-");
    assertThat(folder.resolve("weights.part")).doesNotExist();
  }

  @Test
  void takesAPartThatIsWholeAlready() throws IOException {
    Files.write(folder.resolve("weights.part"), content);
    assertThat(Files.size(get("/file", Digests.sha256(content), LENGTH))).isEqualTo(LENGTH);
  }

  @Test
  void refusesOtherBytesAndStoresNothing() {
    assertThatThrownBy(() -> get("/file", "0".repeat(64), LENGTH))
        .hasMessageContaining(Digests.sha256(content))
        .hasMessageContaining("0".repeat(64));
    assertThat(folder.toFile().list()).isEmpty();
  }

  @Test
  void refusesAPartOfAnotherFile() throws IOException {
    byte[] other = Arrays.copyOf(content, 1000);
    other[5]++;
    Files.write(folder.resolve("weights.part"), other);
    assertThatThrownBy(() -> get("/file", Digests.sha256(content), LENGTH))
        .hasMessageContaining("SHA-256");
    // The part is gone: the next call begins anew.
    assertThat(Files.size(get("/file", Digests.sha256(content), LENGTH))).isEqualTo(LENGTH);
  }

  @Test
  void refusesAFileThatIsTooLarge() {
    assertThatThrownBy(() -> get("/file", "0".repeat(64), 1000)).hasMessageContaining("at most");
  }

  @Test
  void saysWhatToDoWithoutANetwork() {
    assertThatThrownBy(() -> get("/gone", "ab", LENGTH)).hasMessageContaining("404");
    server.stop(0);
    assertThatThrownBy(() -> get("/file", "ab", LENGTH))
        .hasMessageContaining("offline")
        .hasMessageContaining("--sha256 ab");
  }
}
