package io.dermaflow.scheduler.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.dermaflow.json.Json;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Who is let in, over HTTP: a closed server with an issuer, and an open one. */
class AccessOverHttpTest {

  private static final String OURS = "Sec-Fetch-Site";

  @TempDir static Path home;
  private static TestIssuer issuer;
  private static SmallServer closed;
  private static SmallServer open;

  @BeforeAll
  static void start() throws Exception {
    issuer = new TestIssuer();
    closed =
        SmallServer.start(
            home.resolve("closed"),
            "DERMAFLOW_ACCESS_OPEN",
            "false",
            "DERMAFLOW_OIDC_ISSUER",
            issuer.issuer().toString(),
            "DERMAFLOW_OIDC_AUDIENCE",
            "app",
            "DERMAFLOW_CORS_ORIGINS",
            "https://app.example");
    open = SmallServer.start(home.resolve("open"), "DERMAFLOW_CORS_ORIGINS", "https://app.example");
  }

  @AfterAll
  static void stop() {
    open.close();
    closed.close();
    issuer.close();
  }

  private static String newKey(SmallServer server, String subject, Scope... scopes) {
    return server
        .get(ApiKeys.class)
        .create(new ApiKeys.Wanted("k" + System.nanoTime(), Set.of(scopes), subject, null), "test")
        .written();
  }

  private static void isProblem(HttpResponse<String> answer, int status) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/problem+json");
    assertThat(answer.headers().allValues("Cache-Control")).containsExactly("no-store");
    JsonNode body = Json.tree(answer.body());
    assertThat(body.path("status").asInt()).isEqualTo(status);
    assertThat(body.path("title").asString()).isNotEmpty();
    assertThat(body.path("detail").asString()).isNotEmpty();
    assertThat(body.path("code").asString()).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({"Authorization,", "Authorization,'Bearer '", "Authorization,'bearer '", "X-Api-Key,"})
  void takesAKeyInThreeWays(String header, String prefix) throws Exception {
    String key = newKey(closed, null, Scope.READ);
    HttpResponse<String> answer =
        closed.get("/v1/x?scope=READ", header, (prefix == null ? "" : prefix) + key);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(Json.tree(answer.body()).path("kind").asString()).isEqualTo("API_KEY");
    assertThat(answer.headers().firstValue("RateLimit-Policy"))
        .contains("\"requests\";q=6000;w=60");
    assertThat(answer.headers().firstValue("RateLimit").orElse("")).contains("r=5999");
  }

  @Test
  void asksForACredentialWhereTheServerIsClosed() throws Exception {
    for (String path : new String[] {"/v1/features/a", "/", "/demo/x", "/actuator/info", "/x"}) {
      HttpResponse<String> answer = closed.get(path);
      isProblem(answer, 401);
      assertThat(answer.headers().firstValue("WWW-Authenticate")).isPresent();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"nonsense", "Basic YTpi", "Bearer", "dfk_aaaaaaaaaaaa_", "Bearer a.b.c", "' or 1"})
  void refusesAWrongCredentialAlsoWhereTheServerIsOpen(String credential) throws Exception {
    isProblem(closed.get("/v1/x", "Authorization", credential), 401);
    isProblem(open.get("/v1/x", "Authorization", credential), 401);
    isProblem(open.get("/", "X-Api-Key", credential), 401);
  }

  @Test
  void letsATokenReachItsOwnSubjectOnly() throws Exception {
    String token = issuer.token("anna", Instant.now(), Map.of("client_id", "app"));
    for (String header : new String[] {"Bearer " + token, token}) {
      HttpResponse<String> own =
          closed.get("/v1/x?scope=READ&subject=anna", "Authorization", header);
      assertThat(Json.tree(own.body()).path("kind").asString()).isEqualTo("TOKEN");
    }
    isProblem(
        closed.get("/v1/x?scope=READ&subject=bella", "Authorization", "Bearer " + token), 403);
    isProblem(closed.get("/", "Authorization", "Bearer " + token), 403);
  }

  @Test
  void answersTheDialectsInTheirOwnWords() throws Exception {
    HttpResponse<String> chapters = closed.post("/v1/analyze/skin", "x");
    assertThat(chapters.statusCode()).isEqualTo(401);
    assertThat(Json.tree(chapters.body()).propertyNames()).containsExactly("detail");
    String key = newKey(closed, "anna", Scope.READ);
    HttpResponse<String> glamai =
        closed.get("/looks/bella?scope=READ&subject=bella", "X-Api-Key", key);
    assertThat(glamai.statusCode()).isEqualTo(403);
    assertThat(Json.tree(glamai.body()).propertyNames()).containsExactly("message");
    HttpResponse<String> platform = closed.post("/recommend-products/", "{}");
    assertThat(Json.tree(platform.body()).propertyNames()).containsExactly("detail");
  }

  @Test
  void keepsOpenWhatIsForEverybody() throws Exception {
    for (String path :
        new String[] {
          "/v1/openapi.yaml",
          "/skin",
          "/skin/data",
          "/site.css",
          "/products/a.svg",
          "/visit",
          "/actuator/health",
          "/actuator/health/liveness"
        }) {
      HttpResponse<String> answer = closed.get(path, "Authorization", "nonsense");
      assertThat(answer.statusCode()).as(path).isEqualTo(200);
    }
    assertThat(Json.tree(closed.get("/skin").body()).path("scopes").asInt()).isZero();
    isProblem(closed.get("/skin?scope=READ"), 401);
    for (String path : new String[] {"/looks/a.svg", "/v1/subjects/x.css", "/demo/x.png"}) {
      assertThat(closed.get(path).statusCode()).as(path).isEqualTo(401);
    }
  }

  @Test
  void isOpenOnLoopbackForThisMachineOnly() throws Exception {
    HttpResponse<String> here = open.get("/v1/x?scope=ERASE&subject=anybody");
    assertThat(Json.tree(here.body()).path("kind").asString()).isEqualTo("OPEN");
    assertThat(open.get("/").statusCode()).isEqualTo(200);
    isProblem(open.get("/v1/x", "X-Forwarded-For", "203.0.113.9"), 401);
    assertThat(raw(open, "GET /v1/x HTTP/1.1\r\nHost: evil.example\r\n"))
        .startsWith("HTTP/1.1 401");
    assertThat(
            raw(
                open,
                "GET /v1/x HTTP/1.1\r\nHost: evil.example\r\nX-Forwarded-Host: localhost\r\n"
                    + "X-Forwarded-For: 127.0.0.1\r\n"))
        .startsWith("HTTP/1.1 401");
    isProblem(open.post("/v1/x", "{}", "Origin", "https://evil.example"), 403);
    isProblem(open.post("/v1/x", "{}", OURS, "cross-site"), 403);
    assertThat(open.post("/v1/x", "{}", "Origin", "https://app.example").statusCode())
        .isEqualTo(200);
  }

  /** With headers that a client library does not let through. */
  static String raw(SmallServer server, String head) throws Exception {
    try (java.net.Socket socket = new java.net.Socket("127.0.0.1", server.port())) {
      socket.setSoTimeout(10_000);
      socket
          .getOutputStream()
          .write(
              (head + "Connection: close\r\n\r\n")
                  .getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
      return new String(
          socket.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.ISO_8859_1);
    }
  }

  private static String visit(SmallServer server) throws Exception {
    HttpResponse<String> begun = server.post("/visit", "", OURS, "same-origin");
    assertThat(begun.statusCode()).isEqualTo(204);
    String cookie = begun.headers().firstValue("Set-Cookie").orElseThrow();
    assertThat(cookie).contains("HttpOnly", "SameSite=Strict").doesNotContain("Secure");
    return cookie.substring(0, cookie.indexOf(';'));
  }

  @Test
  void letsAVisitorOfOurPagesReachTheirOwnSubject() throws Exception {
    String cookie = visit(closed);
    String subject =
        Json.tree(closed.get("/visit", "Cookie", cookie).body()).path("subject_id").asString();
    assertThat(subject).startsWith("v-");
    String own = "/v1/x?scope=ERASE&subject=" + subject;
    HttpResponse<String> answer = closed.get(own, "Cookie", cookie);
    assertThat(Json.tree(answer.body()).path("kind").asString()).isEqualTo("VISITOR");
    isProblem(closed.get("/v1/x?scope=READ&subject=anna", "Cookie", cookie), 403);
    isProblem(closed.get(own, "Cookie", cookie, OURS, "same-site"), 403);
    isProblem(closed.post(own, "{}", "Cookie", cookie), 403);
    isProblem(closed.post(own, "{}", "Cookie", cookie, "Origin", "https://app.example"), 403);
    String ours = "http://127.0.0.1:" + closed.port();
    assertThat(closed.post(own, "{}", "Cookie", cookie, "Origin", ours).statusCode())
        .isEqualTo(200);
    assertThat(closed.post(own, "{}", "Cookie", cookie, OURS, "same-origin").statusCode())
        .isEqualTo(200);
    isProblem(closed.get("/", "Cookie", cookie), 401);
    assertThat(Json.tree(open.get("/", "Cookie", cookie).body()).path("kind").asString())
        .isEqualTo("OPEN");
  }

  @Test
  void beginsAndEndsVisitsOnOurPagesOnly() throws Exception {
    String cookie = visit(closed);
    isProblem(closed.post("/visit", ""), 403);
    isProblem(closed.post("/visit", "", "Origin", "https://app.example"), 403);
    HttpResponse<String> again = closed.post("/visit", "", OURS, "same-origin", "Cookie", cookie);
    assertThat(again.headers().firstValue("Set-Cookie").orElseThrow())
        .startsWith(cookie.substring(0, cookie.indexOf('.')));
    HttpResponse<String> ended =
        closed.send(
            closed.request("/visit", OURS, "same-origin", "Cookie", cookie).DELETE().build());
    assertThat(ended.statusCode()).isEqualTo(204);
    assertThat(ended.headers().firstValue("Set-Cookie").orElseThrow()).contains("Max-Age=0");
    assertThat(closed.get("/visit").body()).isEqualTo("{\"subject_id\":null}");
    assertThat(raw(closed, "GET /visit HTTP/1.1\r\nHost: x\r\nCookie: dermaflow_visitor=a.1.b\r\n"))
        .contains("{\"subject_id\":null}");
  }

  @Test
  void takesAVisitorsWrongCookieAway() throws Exception {
    HttpResponse<String> answer = open.get("/v1/x", "Cookie", "dermaflow_visitor=v-a.99.zz");
    isProblem(answer, 401);
    assertThat(answer.headers().firstValue("Set-Cookie").orElseThrow())
        .startsWith("dermaflow_visitor=;")
        .contains("Max-Age=0");
  }

  @Test
  void marksTheCookieSecureBehindAProxyThatEndsTls() throws Exception {
    HttpResponse<String> begun =
        closed.post("/visit", "", OURS, "same-origin", "X-Forwarded-Proto", "https");
    assertThat(begun.headers().firstValue("Set-Cookie").orElseThrow()).contains("Secure");
    assertThat(begun.headers().firstValue("Strict-Transport-Security")).isPresent();
    assertThat(closed.get("/skin").headers().firstValue("Strict-Transport-Security")).isEmpty();
  }

  @Test
  void endsARevokedKey() throws Exception {
    String key = newKey(closed, null, Scope.READ);
    assertThat(closed.get("/v1/x", "X-Api-Key", key).statusCode()).isEqualTo(200);
    closed.get(ApiKeys.class).revoke(KeyText.parse(key).orElseThrow().id(), "test");
    Instant end = Instant.now().plus(KnownKeys.LONGEST_MEMORY).plusSeconds(1);
    int status = 200;
    while (status == 200 && Instant.now().isBefore(end)) {
      status = closed.get("/v1/x", "X-Api-Key", key).statusCode();
      Thread.sleep(Duration.ofMillis(100).toMillis());
    }
    assertThat(status).isEqualTo(401);
  }

  @Test
  void answersPreflightsOfConfiguredOriginsOnly() throws Exception {
    HttpRequest.Builder preflight =
        closed
            .request("/v1/analyze")
            .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
            .header("Access-Control-Request-Method", "POST")
            .header("Access-Control-Request-Headers", "authorization,x-api-key,content-type");
    HttpResponse<String> ours =
        closed.send(preflight.copy().header("Origin", "https://app.example").build());
    assertThat(ours.statusCode()).isEqualTo(204);
    assertThat(ours.headers().firstValue("Access-Control-Allow-Origin"))
        .contains("https://app.example");
    assertThat(ours.headers().firstValue("Access-Control-Allow-Headers").orElse(""))
        .contains("authorization", "x-api-key", "content-type");
    assertThat(ours.headers().firstValue("Access-Control-Allow-Credentials")).isEmpty();
    HttpResponse<String> other =
        closed.send(preflight.copy().header("Origin", "https://evil.example").build());
    isProblem(other, 403);
    assertThat(other.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
    String key = newKey(closed, null, Scope.READ);
    HttpResponse<String> asked =
        closed.get("/v1/x", "Origin", "https://app.example", "X-Api-Key", key);
    assertThat(asked.headers().firstValue("Access-Control-Expose-Headers").orElse(""))
        .contains("ETag", "Retry-After", "RateLimit");
    assertThat(asked.headers().allValues("Vary")).contains("Origin");
    HttpResponse<String> refused = closed.get("/v1/x", "Origin", "https://app.example");
    assertThat(refused.statusCode()).isEqualTo(401);
    assertThat(refused.headers().firstValue("Access-Control-Allow-Origin")).isPresent();
  }
}
