package io.dermaflow.scheduler.access;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.dermaflow.json.Json;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** How much may be asked and sent, what every answer says, and what the log does not. */
class LimitsOverHttpTest {

  @TempDir Path home;
  private SmallServer server;

  @AfterEach
  void stop() {
    server.close();
  }

  private void start(String yaml, String... environment) throws Exception {
    Files.writeString(home.resolve("dermaflow.yaml"), yaml);
    server = SmallServer.start(home, environment);
  }

  private String newKey(String name) {
    return server
        .get(ApiKeys.class)
        .create(new ApiKeys.Wanted(name, Set.of(Scope.READ, Scope.ANALYZE), null, null), "test")
        .written();
  }

  private static void isTooMany(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(429);
    assertThat(answer.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/problem+json");
    assertThat(Integer.parseInt(answer.headers().firstValue("Retry-After").orElseThrow()))
        .isBetween(1, 60);
    assertThat(answer.headers().firstValue("RateLimit").orElse("")).contains("r=0");
  }

  @Test
  void countsRequestsAndAnalysesOfEachCaller() throws Exception {
    start("access: {requests-per-minute: 8, analyses-per-minute: 3, open: false}");
    String first = newKey("first");
    for (int i = 0; i < 3; i++) {
      assertThat(server.post("/v1/analyze", "{}", "X-Api-Key", first).statusCode()).isEqualTo(200);
    }
    isTooMany(server.post("/v1/analyze", "{}", "X-Api-Key", first));
    for (int i = 0; i < 4; i++) {
      assertThat(server.get("/v1/x", "X-Api-Key", first).statusCode()).isEqualTo(200);
    }
    isTooMany(server.get("/v1/x", "X-Api-Key", first));
    assertThat(server.get("/v1/x", "X-Api-Key", newKey("second")).statusCode()).isEqualTo(200);
    assertThat(server.get("/actuator/health").statusCode()).isEqualTo(200);
  }

  @Test
  void countsWrongCredentialsOfAnAddressAndKeepsRightOnesGoing() throws Exception {
    start("access: {open: false}");
    String key = newKey("app");
    assertThat(server.get("/v1/x", "X-Api-Key", key).statusCode()).isEqualTo(200);
    for (int i = 0; i < Admission.WRONG_CREDENTIALS; i++) {
      assertThat(server.get("/v1/x", "X-Api-Key", key + i).statusCode()).isEqualTo(401);
    }
    HttpResponse<String> refused = server.get("/v1/x", "X-Api-Key", key + "x");
    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(refused.headers().firstValue("Retry-After")).isPresent();
    assertThat(server.get("/v1/x", "X-Api-Key", key).statusCode()).isEqualTo(200);
  }

  @Test
  void givesVisitorsLess() throws Exception {
    start("access: {open: false}");
    HttpResponse<String> begun = server.post("/visit", "", "Sec-Fetch-Site", "same-origin");
    String cookie = begun.headers().firstValue("Set-Cookie").orElseThrow().split(";")[0];
    String[] headers = {"Cookie", cookie, "Sec-Fetch-Site", "same-origin"};
    for (int i = 0; i < Admission.VISITOR_ANALYSES; i++) {
      assertThat(server.post("/v1/analyze", "{}", headers).statusCode()).isEqualTo(200);
    }
    isTooMany(server.post("/v1/analyze", "{}", headers));
  }

  @Test
  void takesNoMoreThanAPathIsFor() throws Exception {
    start("");
    String most = "x".repeat((int) BodyFilter.MOST_BYTES);
    assertThat(server.post("/v1/x", most, "Content-Type", "application/json").statusCode())
        .isEqualTo(200);
    HttpResponse<String> large =
        server.post("/v1/x", most + "x", "Content-Type", "application/json");
    assertThat(large.statusCode()).isEqualTo(413);
    assertThat(Json.tree(large.body()).path("code").asString()).isEqualTo("too_large");
    HttpResponse<String> counted =
        server.send(
            server
                .request("/v1/x", "Content-Type", "application/json")
                .POST(
                    BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[2 << 20])))
                .build());
    assertThat(counted.statusCode()).isEqualTo(413);
    HttpResponse<String> huge =
        server.send(
            server
                .request("/v1/analyze/skin", "Content-Type", "multipart/form-data; boundary=b")
                .POST(BodyPublishers.ofByteArray(new byte[50 << 20]))
                .build());
    assertThat(huge.statusCode()).isEqualTo(413);
    assertThat(Json.tree(huge.body()).propertyNames()).containsExactly("detail");
    assertThat(
            server
                .send(
                    server
                        .request("/v1/x", "Content-Type", "multipart/form-data; boundary=b")
                        .POST(BodyPublishers.ofByteArray(new byte[2 << 20]))
                        .build())
                .statusCode())
        .isEqualTo(413);
  }

  @Test
  void passesABodyOnWholeWhetherItsLengthWasSaidOrNot() throws Exception {
    start("");
    byte[] body = new byte[100_000];
    for (HttpRequest.BodyPublisher publisher :
        List.of(
            BodyPublishers.ofByteArray(body),
            BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))) {
      HttpResponse<String> answer =
          server.send(
              server.request("/v1/x", "Content-Type", "application/json").POST(publisher).build());
      assertThat(Json.tree(answer.body()).path("bytes").asInt()).isEqualTo(100_000);
    }
  }

  @Test
  void refusesPathsAndHeadersThatAreNotPlain() throws Exception {
    start("");
    for (String path :
        List.of("/v1/a%2Fb", "/v1/../demo/x", "/v1//x", "/v1/x;a=b", "/v1/%2e%2e/x", "/v1/%00")) {
      String answer =
          AccessOverHttpTest.raw(server, "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n");
      assertThat(answer).as(path).matches("(?s)HTTP/1.1 (400|404) .*");
      assertThat(answer).doesNotContainIgnoringCase("tomcat", "Server:");
    }
    String long400 =
        AccessOverHttpTest.raw(
            server, "GET /v1/x HTTP/1.1\r\nHost: localhost\r\nX: " + "y".repeat(20_000) + "\r\n");
    assertThat(long400).startsWith("HTTP/1.1 400");
    assertThat(AccessOverHttpTest.raw(server, "TRACE /v1/x HTTP/1.1\r\nHost: localhost\r\n"))
        .matches("(?s)HTTP/1.1 (400|405) .*");
  }

  @Test
  void tellsBrowsersWhatTheyMayDo() throws Exception {
    start("");
    var headers = server.get("/v1/x").headers();
    assertThat(headers.firstValue("Content-Security-Policy").orElseThrow())
        .isEqualTo(
            "default-src 'self'; img-src 'self' blob: data: https:; connect-src 'self'"
                + " http://s3.example:9000; frame-ancestors 'none'; base-uri 'none';"
                + " form-action 'self'; object-src 'none'");
    assertThat(headers.firstValue("X-Content-Type-Options")).contains("nosniff");
    assertThat(headers.firstValue("Referrer-Policy")).contains("no-referrer");
    assertThat(headers.firstValue("Permissions-Policy").orElse("")).startsWith("camera=(self)");
    assertThat(headers.firstValue("Cross-Origin-Opener-Policy")).contains("same-origin");
    assertThat(headers.firstValue("Cross-Origin-Resource-Policy")).contains("same-origin");
    assertThat(headers.firstValue("Server")).isEmpty();
    assertThat(headers.firstValue("Set-Cookie")).isEmpty();
    assertThat(server.get("/products/a.svg").headers().firstValue("Cross-Origin-Resource-Policy"))
        .contains("cross-origin");
    HttpResponse<String> failed = server.get("/v1/x?fail=1");
    assertThat(failed.statusCode()).isEqualTo(500);
    assertThat(failed.headers().allValues("Cache-Control")).containsExactly("no-store");
    assertThat(failed.headers().firstValue("X-Content-Type-Options")).isPresent();
    assertThat(failed.body()).doesNotContain("on purpose", "IllegalState");
  }

  @Test
  void logsNoKeyTokenSurveyOrQuery() throws Exception {
    Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    start("access: {open: false}"); // which begins the log anew
    root.addAppender(log);
    Level level = root.getLevel();
    root.setLevel(Level.INFO);
    try {
      String key = newKey("app");
      String secret = KeyText.parse(key).orElseThrow().secret();
      server.get("/v1/x?X-Amz-Signature=sig-secret", "X-Api-Key", key);
      server.get("/v1/x", "Authorization", "Bearer " + key + "wrong");
      server.get("/v1/x", "Authorization", "Bearer tok-secret.b.c");
      server.post("/v1/x", "{\"allergies\": \"survey-secret\"", "X-Api-Key", key);
      server.get("/v1/x?fail=1&survey=survey-secret", "X-Api-Key", key);
      server.get("/v1/x", "Cookie", "dermaflow_visitor=cookie-secret.1.b");
      AccessOverHttpTest.raw(server, "GET /v1/%00sig-secret HTTP/1.1\r\nHost: localhost\r\n");
      String all =
          log.list.stream()
              .filter(event -> event.getLevel().isGreaterOrEqual(Level.INFO))
              .map(
                  event ->
                      event.getFormattedMessage()
                          + (event.getThrowableProxy() == null
                              ? ""
                              : event.getThrowableProxy().getMessage()))
              .collect(Collectors.joining("\n"));
      assertThat(all)
          .contains(
              "fails on purpose",
              "API key " + KeyText.parse(key).orElseThrow().id() + " made by test")
          .doesNotContain(secret, "sig-secret", "tok-secret", "survey-secret", "cookie-secret");
    } finally {
      root.setLevel(level);
      root.detachAppender(log);
    }
  }
}
