package io.dermaflow.scheduler.pages;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.dermaflow.features.SkinFeatures;
import io.dermaflow.json.Json;
import io.dermaflow.recommend.ProductPicture;
import io.dermaflow.recommend.Recommendation;
import io.dermaflow.scheduler.serving.UploadDesk;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A site that serves the real pages and answers as the API does, for one visitor, and a storage on
 * another port that takes pictures by PUT through CORS. One request at a time.
 */
final class StubSite implements AutoCloseable {

  /** An answer that says no, once. */
  record Refusal(int status, String code, String detail, String errors, String retryAfter) {}

  static final String SUBJECT = "v-0b6d6a34-6f0b-4b0e-9d5e-5b0a6f0f8b11";
  private static final String UPLOAD = "5f2d3c1e-8a4b-4f6e-9c7d-00000000000";
  private static final String PROBLEM = "application/problem+json";

  private final StubAnswers answers = new StubAnswers();
  private final HttpServer site = server(this::site);
  private final HttpServer storage = server(this::storage);

  /** What the next pictures look like; empty for one that cannot be judged. */
  String grade = "MODERATE";

  /** How many of the next PUTs are refused, and whether the browser may see why. */
  int expired;

  boolean refusesWithCors;

  /** Refusals of the next requests for a place, and of the next for an analysis. */
  final Deque<Refusal> refusals = new ArrayDeque<>();

  final Deque<Refusal> refusedAnalyses = new ArrayDeque<>();
  final List<JsonNode> surveys = new ArrayList<>();
  final List<String> asked = new ArrayList<>();
  final List<String> feedback = new ArrayList<>();
  final Set<String> savedLooks = new TreeSet<>();
  private final Set<String> reactedBadly = new TreeSet<>();
  byte @Nullable [] picture;
  String pictureType = "";
  @Nullable String subject;
  private int uploads;
  private long length;

  StubSite() {
    site.start();
    storage.start();
  }

  private interface Answering {
    void answer(HttpExchange exchange) throws IOException;
  }

  private static HttpServer server(Answering answering) {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.setExecutor(Executors.newSingleThreadExecutor());
      server.createContext(
          "/",
          exchange -> {
            try (exchange) {
              answering.answer(exchange);
            }
          });
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String address(HttpServer server) {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  String address(String path) {
    return address(site) + path;
  }

  /** A visitor whose picture was looked at. */
  String withResult(String nextGrade) {
    grade = nextGrade;
    subject = SUBJECT;
    picture = new byte[] {1};
    uploads = Math.max(uploads, 1);
    return upload();
  }

  private String upload() {
    return UPLOAD + uploads;
  }

  private void storage(HttpExchange exchange) throws IOException {
    boolean put = exchange.getRequestMethod().equals("PUT");
    byte[] body = exchange.getRequestBody().readAllBytes();
    boolean refused = put && expired > 0;
    if (!refused || refusesWithCors) {
      exchange.getResponseHeaders().set("Access-Control-Allow-Origin", address(site));
      exchange.getResponseHeaders().set("Access-Control-Allow-Methods", "PUT");
      exchange.getResponseHeaders().set("Access-Control-Allow-Headers", "content-type");
    }
    if (refused) {
      expired--;
      send(exchange, 403, "application/xml", "<Error><Code>AccessDenied</Code></Error>");
      return;
    }
    if (put) {
      picture = body;
      pictureType = String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type"));
      if (body.length != length) {
        send(exchange, 403, "application/xml", "<Error><Code>AccessDenied</Code></Error>");
        return;
      }
    }
    send(exchange, 200, "text/plain", "");
  }

  private void site(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String method = exchange.getRequestMethod();
    String query = String.valueOf(exchange.getRequestURI().getQuery());
    Locale language = query.contains("lang=ms") ? PageWords.MALAY : Locale.ENGLISH;
    if (path.startsWith("/skin/assets/")) {
      asset(exchange, path);
    } else if (path.startsWith("/skin")) {
      String page = path.equals("/skin") ? "survey" : path.substring("/skin/".length());
      exchange
          .getResponseHeaders()
          .set(
              "Content-Security-Policy",
              "default-src 'self'; img-src 'self' blob: data: https:; connect-src 'self' "
                  + address(storage));
      send(exchange, 200, "text/html; charset=utf-8", RenderedPages.html(page, language));
    } else if (path.startsWith("/products/")) {
      String id = path.substring("/products/".length()).replace(".svg", "");
      send(exchange, 200, "image/svg+xml", ProductPicture.svg(answers.product(id)));
    } else {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      asked.add(method + " " + path);
      api(exchange, method, path, body.isEmpty() ? Json.tree("{}") : Json.tree(body));
    }
  }

  private static void asset(HttpExchange exchange, String path) throws IOException {
    try (InputStream in = StubSite.class.getResourceAsStream("/static" + path)) {
      if (in == null) {
        send(exchange, 404, "text/plain", "");
        return;
      }
      String extension = path.substring(path.lastIndexOf('.') + 1);
      String type =
          Map.of("js", "text/javascript", "css", "text/css", "svg", "image/svg+xml").get(extension);
      send(
          exchange,
          200,
          type + "; charset=utf-8",
          new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  private void api(HttpExchange exchange, String method, String path, JsonNode body)
      throws IOException {
    switch (method + " " + path.replace(upload(), "*").replace(SUBJECT, "*")) {
      case "GET /visit" -> json(exchange, 200, tree().put("subject_id", subject));
      case "POST /visit" -> {
        subject = SUBJECT;
        send(exchange, 204, "", "");
      }
      case "DELETE /visit" -> {
        subject = null;
        send(exchange, 204, "", "");
      }
      case "POST /v1/uploads" -> begin(exchange, body);
      case "POST /v1/uploads/*/url" -> json(exchange, 200, ticket(body));
      case "PUT /v1/uploads/*/survey" -> {
        surveys.add(body);
        send(exchange, 204, "", "");
      }
      case "POST /v1/analyze" -> analyze(exchange);
      case "GET /v1/recommendations/*" -> {
        ObjectNode answer = tree().put("source", "live");
        answer.set("recommendation", Json.mapper().valueToTree(recommendation()));
        json(exchange, 200, answer);
      }
      case "GET /v1/features/*" -> json(exchange, 200, StubAnswers.features(features()));
      case "GET /v1/subjects/*/analyses" -> {
        ObjectNode answer = tree();
        answer.putArray("analyses").add(analysis());
        json(exchange, 200, answer);
      }
      case "GET /v1/subjects/*/looks" -> looks(exchange);
      case "POST /v1/subjects/*/looks" -> {
        savedLooks.add(body.path("look_id").asString());
        json(exchange, 201, tree());
      }
      case "POST /v1/feedback" -> feedback(exchange, body);
      case "DELETE /v1/subjects/*" -> {
        subject = null;
        json(
            exchange,
            200,
            Json.tree(
                "{\"uploads\":1,\"objects\":2,\"features\":1,\"recommendations\":1,"
                    + "\"analyses\":1,\"looks\":3,\"interactions\":2}"));
      }
      default -> other(exchange, path);
    }
  }

  private void begin(HttpExchange exchange, JsonNode body) throws IOException {
    if (refused(exchange, refusals.poll())) {
      return;
    }
    uploads++;
    picture = null;
    surveys.add(body.path("survey"));
    json(exchange, 201, ticket(body));
  }

  private ObjectNode ticket(JsonNode body) {
    length = body.path("content_length").asLong(-1);
    return tree()
        .put("upload_id", upload())
        .put("url", address(storage) + "/incoming/" + upload() + "?signature=s" + asked.size())
        .put("content_type", body.path("content_type").asString())
        .put("content_length", length)
        .put("expires_at", "2026-03-01T08:01:00Z")
        .put("max_bytes", UploadDesk.MOST_BYTES);
  }

  private void analyze(HttpExchange exchange) throws IOException {
    if (!refused(exchange, refusedAnalyses.poll())) {
      json(exchange, 200, analysis());
    }
  }

  private SkinFeatures features() {
    String survey = surveys.isEmpty() ? "{}" : Json.write(surveys.get(surveys.size() - 1));
    return StubAnswers.features(upload(), SUBJECT, survey, grade);
  }

  private Recommendation recommendation() {
    return answers.recommendation(features(), reactedBadly);
  }

  private ObjectNode analysis() {
    String reason = grade.isEmpty() ? "BLURRED" : null;
    return StubAnswers.analysis("a1", features(), recommendation(), reason);
  }

  private void looks(HttpExchange exchange) throws IOException {
    ObjectNode answer = tree();
    ArrayNode list = answer.putArray("looks");
    for (String id : savedLooks) {
      ObjectNode look = tree().put("upload_id", upload()).put("saved", true);
      look.putObject("look").put("id", id);
      list.add(look);
    }
    json(exchange, 200, answer);
  }

  private void feedback(HttpExchange exchange, JsonNode body) throws IOException {
    JsonNode item = body.path("items").path(0);
    String product = item.path("product_id").asString();
    String kind = item.path("kind").asString();
    feedback.add(kind + " " + product);
    if (kind.equals("reacted_badly")) {
      reactedBadly.add(product);
    }
    ObjectNode answer = tree().put("added", 1).put("known", 0);
    answer.putArray("refused");
    json(exchange, 200, answer);
  }

  private void other(HttpExchange exchange, String path) throws IOException {
    if (path.startsWith("/v1/products/")) {
      ObjectNode product =
          Json.mapper().valueToTree(answers.product(path.substring("/v1/products/".length())));
      json(exchange, 200, product);
      return;
    }
    send(exchange, 404, PROBLEM, "{\"status\":404,\"code\":\"not_found\"}");
  }

  /** Answers with the refusal, if there is one. */
  private static boolean refused(HttpExchange exchange, @Nullable Refusal refusal)
      throws IOException {
    if (refusal == null) {
      return false;
    }
    if (!refusal.retryAfter().isEmpty()) {
      exchange.getResponseHeaders().set("Retry-After", refusal.retryAfter());
    }
    ObjectNode body = tree().put("status", refusal.status());
    body.put("code", refusal.code()).put("detail", refusal.detail());
    body.set("errors", Json.tree(refusal.errors()));
    send(exchange, refusal.status(), PROBLEM, body.toString());
    return true;
  }

  private static ObjectNode tree() {
    return Json.mapper().createObjectNode();
  }

  private static void json(HttpExchange exchange, int status, JsonNode body) throws IOException {
    send(exchange, status, "application/json", body.toString());
  }

  private static void send(HttpExchange exchange, int status, String type, String text)
      throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    if (!type.isEmpty()) {
      exchange.getResponseHeaders().set("Content-Type", type);
    }
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  @Override
  public void close() {
    site.stop(0);
    storage.stop(0);
  }
}
