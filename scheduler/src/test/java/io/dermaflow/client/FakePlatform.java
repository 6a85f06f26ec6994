package io.dermaflow.client;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** A server that answers what a test says, and remembers what it was asked. */
final class FakePlatform implements AutoCloseable {

  private final HttpServer server;
  private final java.util.concurrent.ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, Deque<Function<Asked, Reply>>> replies = new LinkedHashMap<>();
  private final List<Asked> asked = new CopyOnWriteArrayList<>();

  /**
   * A request.
   *
   * @param call method and path with its query
   * @param headers in lower case
   */
  record Asked(String call, Map<String, String> headers, byte[] body) {
    String text() {
      return new String(body, StandardCharsets.UTF_8);
    }
  }

  /**
   * An answer.
   *
   * @param whole whether all of the body that is declared is sent
   */
  record Reply(int status, Map<String, String> headers, String body, boolean whole) {

    static Reply json(int status, String body) {
      return new Reply(status, Map.of("Content-Type", "application/json"), body, true);
    }

    static Reply problem(int status, String code) {
      String body =
          """
          {"type":"urn:dermaflow:problem:%s","title":"T","status":%d,"detail":"D","code":"%s",
           "errors":[{"field":"age","value":"-1","expected":"0..120"}]}
          """
              .formatted(code, status, code);
      return new Reply(status, Map.of("Content-Type", "application/problem+json"), body, true);
    }

    Reply with(String name, String value) {
      Map<String, String> more = new LinkedHashMap<>(headers);
      more.put(name, value);
      return new Reply(status, more, body, whole);
    }

    Reply cutOff() {
      return new Reply(status, headers, body, false);
    }
  }

  FakePlatform() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** What a call is answered: one after the other, the last for ever. */
  FakePlatform answer(String call, Reply... inTurn) {
    for (Reply reply : inTurn) {
      answer(call, ignored -> reply);
    }
    return this;
  }

  FakePlatform answer(String call, Function<Asked, Reply> reply) {
    replies.computeIfAbsent(call, c -> new ArrayDeque<>()).add(reply);
    return this;
  }

  List<Asked> asked() {
    return asked;
  }

  List<String> calls() {
    return asked.stream().map(Asked::call).toList();
  }

  static Selfie jpeg() {
    return Selfie.of(new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff, 1, 2, 3});
  }

  String ticket(String id, Instant expires) {
    return """
    {"upload_id":"%s","url":"%s/bucket/%s?sig=%d","content_type":"image/jpeg","content_length":6,
     "expires_at":"%s","max_bytes":20971520}
    """
        .formatted(id, uri(), id, expires.getEpochSecond(), expires);
  }

  private void handle(HttpExchange exchange) throws IOException {
    Map<String, String> headers = new LinkedHashMap<>();
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> headers.put(name.toLowerCase(java.util.Locale.ROOT), values.get(0)));
    Asked one =
        new Asked(
            exchange.getRequestMethod() + " " + exchange.getRequestURI(),
            headers,
            exchange.getRequestBody().readAllBytes());
    asked.add(one);
    Reply reply = next(one.call()).apply(one);
    reply.headers().forEach(exchange.getResponseHeaders()::set);
    byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
    if (!reply.whole()) {
      exchange.sendResponseHeaders(reply.status(), body.length + 1L);
      exchange.getResponseBody().write(body);
      exchange.getResponseBody().flush();
      return; // and never ends
    }
    exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
    exchange.close();
  }

  private synchronized Function<Asked, Reply> next(String call) {
    Deque<Function<Asked, Reply>> left = replies.getOrDefault(call, new ArrayDeque<>());
    if (left.isEmpty()) {
      return ignored -> Reply.problem(404, "not_found");
    }
    return left.size() == 1 ? left.peek() : left.remove();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
