package io.dermaflow.scoring.internal.sqs;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.dermaflow.json.Json;
import io.dermaflow.testing.SignatureCheck;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;

/**
 * One queue behind SQS's JSON protocol (the shapes of its API reference), with a dead-letter
 * policy. It checks signatures and never lets anybody wait.
 */
final class QueueServer implements AutoCloseable {

  static final String SECRET = "secret";
  static final int MOST_RECEIVES = 3;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, Lying> messages = new LinkedHashMap<>();
  private final Deque<Canned> canned = new ArrayDeque<>();

  private int sent;

  /** Bodies of messages that were given too often. */
  final List<String> deadLetters = new ArrayList<>();

  /** What was asked, in turn: operation and request. */
  final List<Asked> asked = new ArrayList<>();

  /** Receipts that cannot be removed for now. */
  final Set<String> stuck = new HashSet<>();

  record Asked(String operation, JsonNode request) {}

  private record Canned(int status, String body) {}

  private static final class Lying {
    final String id;
    final String body;
    int receives;
    boolean hidden;

    Lying(String id, String body) {
      this.id = id;
      this.body = body;
    }

    /** As SQS's: another one for each time a message is given. */
    String receipt() {
      return "receipt-" + id + "-" + receives;
    }
  }

  QueueServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::respond);
    server.start();
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
  }

  URI queueUrl() {
    return endpoint().resolve("/000000000000/uploads");
  }

  synchronized void send(String body) {
    String id = "message-" + sent++;
    messages.put(id, new Lying(id, body));
  }

  synchronized void showHidden() {
    for (Lying message : List.copyOf(messages.values())) {
      message.hidden = false;
      if (message.receives >= MOST_RECEIVES) {
        messages.remove(message.id);
        deadLetters.add(message.body);
      }
    }
  }

  /** How many messages lie in the queue, hidden or not. */
  synchronized int size() {
    return messages.size();
  }

  /** The next call that nothing else was said for is answered so. */
  synchronized void answerNext(int status, String body) {
    canned.add(new Canned(status, body));
  }

  synchronized long calls(String operation) {
    return asked.stream().filter(call -> call.operation().equals(operation)).count();
  }

  private synchronized void respond(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    String target = String.valueOf(exchange.getRequestHeaders().getFirst("X-Amz-Target"));
    String operation = target.replace("AmazonSQS.", "");
    JsonNode request = Json.tree(new String(body, StandardCharsets.UTF_8));
    asked.add(new Asked(operation, request));
    Canned next = canned.poll();
    if (!new SignatureCheck(SECRET)
        .accepts("sqs", exchange.getRequestURI(), exchange.getRequestHeaders(), body)) {
      next = error(403, "com.amazon.coral.service#InvalidSignatureException");
    } else if (next == null) {
      next = answer(exchange, operation, request);
    }
    byte[] bytes = next.body().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
    exchange.sendResponseHeaders(next.status(), bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private Canned answer(HttpExchange exchange, String operation, JsonNode request) {
    if (!"application/x-amz-json-1.0"
        .equals(exchange.getRequestHeaders().getFirst("Content-Type"))) {
      return error(400, "com.amazon.coral.service#SerializationException");
    }
    if (!request.path("QueueUrl").asString("").equals(queueUrl().toString())) {
      return error(400, "com.amazonaws.sqs#QueueDoesNotExist");
    }
    return switch (operation) {
      case "ReceiveMessage" -> receive(request);
      case "DeleteMessageBatch" -> delete(request.path("Entries"));
      default -> error(400, "com.amazon.coral.service#UnknownOperationException");
    };
  }

  private static Canned error(int status, String type) {
    return new Canned(status, Json.write(Map.of("__type", type, "message", "arn:aws:iam::1:u/x")));
  }

  /** Without a message, SQS leaves the list out. */
  private Canned receive(JsonNode request) {
    List<Map<String, Object>> given = new ArrayList<>();
    for (Lying message : messages.values()) {
      if (!message.hidden && given.size() < request.path("MaxNumberOfMessages").asInt()) {
        message.hidden = true;
        message.receives++;
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("MessageId", message.id);
        one.put("ReceiptHandle", message.receipt());
        one.put("MD5OfBody", "098f6bcd4621d373cade4e832627b4f6");
        one.put("Body", message.body);
        if (request.path("MessageSystemAttributeNames").toString().contains("ReceiveCount")) {
          one.put(
              "Attributes", Map.of("ApproximateReceiveCount", Integer.toString(message.receives)));
        }
        given.add(one);
      }
    }
    return new Canned(200, Json.write(given.isEmpty() ? Map.of() : Map.of("Messages", given)));
  }

  private Canned delete(JsonNode entries) {
    if (entries.isEmpty() || entries.size() > 10) {
      return error(400, "com.amazonaws.sqs#TooManyEntriesInBatchRequest");
    }
    List<Map<String, Object>> successful = new ArrayList<>();
    List<Map<String, Object>> failed = new ArrayList<>();
    for (JsonNode entry : entries) {
      String id = entry.path("Id").asString();
      String receipt = entry.path("ReceiptHandle").asString();
      if (stuck.contains(receipt)) {
        failed.add(Map.of("Id", id, "SenderFault", false, "Code", "InternalError"));
      } else {
        messages.values().removeIf(message -> message.receipt().equals(receipt));
        successful.add(Map.of("Id", id));
      }
    }
    return new Canned(200, Json.write(Map.of("Successful", successful, "Failed", failed)));
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
