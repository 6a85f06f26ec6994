package io.dermaflow.datasets.internal.s3;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.dermaflow.datasets.BucketRules;
import io.dermaflow.datasets.BucketRulesContract;
import io.dermaflow.datasets.StorageSettings;
import io.dermaflow.datasets.StorageSettings.StaticCredentials;
import io.dermaflow.testing.TestServices;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a small server that keeps the rules it is given and notes the requests. */
class S3BucketRulesTest extends BucketRulesContract {

  private static final String NAMESPACE = "xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"";
  private static final String FOREIGN_CORS =
      "<CORSRule><ID>theirs</ID><AllowedMethod>GET</AllowedMethod>"
          + "<AllowedOrigin>https://other.example</AllowedOrigin></CORSRule>";
  private static final String FOREIGN_LIFECYCLE =
      "<Rule><ID>theirs</ID><Filter><Prefix>logs/</Prefix></Filter><Status>Enabled</Status>"
          + "<Expiration><Days>7</Days></Expiration></Rule>";

  private final Map<String, String> kept = new ConcurrentHashMap<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private HttpServer server;
  private int status;
  private String code;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void handle(HttpExchange exchange) throws IOException {
    String kind = exchange.getRequestURI().getQuery().replace("=", "");
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + body);
    if (status != 0) {
      send(exchange, status, error(code));
      return;
    }
    switch (exchange.getRequestMethod()) {
      case "PUT" -> {
        kept.put(kind, body);
        send(exchange, 200, "");
      }
      case "DELETE" -> {
        kept.remove(kind);
        send(exchange, 204, "");
      }
      default -> {
        String missing =
            kind.equals("cors") ? "NoSuchCORSConfiguration" : "NoSuchLifecycleConfiguration";
        send(exchange, kept.containsKey(kind) ? 200 : 404, kept.getOrDefault(kind, error(missing)));
      }
    }
  }

  private static String error(String code) {
    return "<Error><Code>" + code + "</Code><Message>no</Message></Error>";
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/xml");
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  protected BucketRules rules() {
    URI endpoint = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    return new S3AutoConfiguration()
        .bucketRules(
            new StorageSettings(
                endpoint, null, "us-east-1", "pictures", new StaticCredentials("id", "secret")));
  }

  @Override
  protected void putForeignRules() {
    kept.put(
        "cors", "<CORSConfiguration " + NAMESPACE + ">" + FOREIGN_CORS + "</CORSConfiguration>");
    kept.put(
        "lifecycle",
        "<LifecycleConfiguration "
            + NAMESPACE
            + ">"
            + FOREIGN_LIFECYCLE
            + "</LifecycleConfiguration>");
  }

  @Override
  protected boolean foreignRulesAreThere() {
    return kept.getOrDefault("cors", "").contains("https://other.example")
        && kept.getOrDefault("lifecycle", "").contains("logs/");
  }

  @Override
  protected void answer(int status, String code) {
    this.status = status;
    this.code = code;
  }

  @Test
  void writesOnlyWhatIsNotRight() {
    BucketRules rules = rules();
    rules.look(WANTED);
    assertThat(requests).hasSize(2).allMatch(request -> request.startsWith("GET /pictures?"));
    requests.clear();
    rules.fix(WANTED);
    assertThat(requests).filteredOn(request -> request.startsWith("PUT")).hasSize(2);
    assertThat(requests)
        .filteredOn(request -> request.startsWith("PUT /pictures?cors"))
        .singleElement()
        .asString()
        .contains(
            "<AllowedOrigin>https://app.example</AllowedOrigin>",
            "<AllowedMethod>PUT</AllowedMethod>",
            "<AllowedHeader>content-type</AllowedHeader>",
            "<ExposeHeader>ETag</ExposeHeader>");
    requests.clear();
    rules.fix(WANTED);
    assertThat(requests).hasSize(2).allMatch(request -> request.startsWith("GET /pictures?"));
  }

  @Test
  void knowsTheEmbeddedEndpointByItsAnswer() {
    BucketRules embedded = new S3AutoConfiguration().bucketRules(newBucket());
    assertThat(embedded.look(WANTED))
        .extracting(BucketRules.Finding::state)
        .containsOnly(BucketRules.State.UNSUPPORTED);
  }

  private static StorageSettings newBucket() {
    StorageSettings settings = TestServices.newBucket();
    new S3AutoConfiguration().objectStorage(settings, java.time.Clock.systemUTC()).close();
    return settings;
  }
}
