package io.dermaflow.scheduler.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.dermaflow.scheduler.web.ApiFixture.Reply;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is wrong is told as a problem, and never as our fault. */
class BadRequestsTest {

  private static final List<String> POSTS =
      List.of(
          "/v1/uploads",
          "/v1/uploads/up-1/url",
          "/v1/uploads/up-1/claim",
          "/v1/analyze",
          "/v1/batch/features",
          "/v1/batch/recommendations",
          "/v1/subjects/anna/looks",
          "/v1/feedback");

  private final ApiFixture api = new ApiFixture();

  private Reply post(String path, String type, byte @Nullable [] body) {
    api.send("POST", "/v1/uploads", "{}");
    return api.send("POST", path, type, body);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static void isProblem(Reply reply, int status, String code) {
    assertThat(reply.status()).as(reply.text()).isEqualTo(status);
    assertThat(reply.type()).startsWith(Problem.MEDIA_TYPE);
    assertThat(reply.code()).isEqualTo(code);
    assertThat(reply.json().path("status").asInt()).isEqualTo(status);
  }

  @Test
  void refusesWhatIsNoJsonObject() {
    List<byte[]> bodies =
        List.of(
            utf8("{\"upload_id\":\"up"),
            utf8("[]"),
            utf8("\"x\""),
            utf8("null"),
            utf8("7"),
            utf8("{} {}"),
            utf8("{\"a\":1,\"a\":2}"),
            utf8("{\"a\":NaN}"),
            utf8("{'a':1}"),
            utf8("{\"a\":1e99999999999}"),
            utf8("{\"a\":" + "9".repeat(2_000) + "}"),
            utf8("{\"a\":\"\\u0000\"}"),
            utf8("{\"\\ud800\":1}"),
            utf8("\uFEFF{}"),
            utf8("{\"a\":" + "[".repeat(50_000 / 2) + "]".repeat(50_000 / 2) + "}"),
            new byte[] {'{', '"', (byte) 0xC3, (byte) 0x28, '"', ':', '1', '}'},
            "{}".getBytes(StandardCharsets.UTF_16),
            new byte[] {0, 1, 2});
    for (String path : POSTS) {
      for (byte[] body : bodies) {
        isProblem(post(path, "application/json", body), 400, "invalid_json");
      }
    }
  }

  @Test
  void refusesWhatIsNotDeclaredAsJson() {
    for (String type :
        List.of(
            "text/plain",
            "application/xml",
            "multipart/form-data",
            "application/x-www-form-urlencoded",
            "application/json;charset=utf-16",
            "application/json;charset=klingon",
            "nonsense",
            "*/*")) {
      for (String path : POSTS) {
        isProblem(post(path, type, utf8("{}")), 415, "unsupported_media_type");
      }
    }
    assertThat(post("/v1/uploads", "application/merge-patch+json", utf8("{}")).status())
        .isEqualTo(201);
  }

  @Test
  void boundsBodies() {
    byte[] survey = utf8("{\"x\":\"" + "a".repeat(StrictJson.SURVEY_BYTES) + "\"}");
    isProblem(post("/v1/uploads", "application/json", survey), 413, "too_large");
    byte[] batch = utf8("{\"x\":\"" + "a".repeat(StrictJson.BATCH_BYTES) + "\"}");
    isProblem(post("/v1/feedback", "application/json", batch), 413, "too_large");
  }

  @Test
  void namesEveryFieldThatIsWrong() {
    Reply reply =
        api.send(
            "POST",
            "/v1/uploads",
            "{\"subject_id\":\"a b\",\"content_type\":\"text/html\",\"content_length\":1.5,\"survey\":[]}");
    isProblem(reply, 400, "invalid_request");
    assertThat(reply.json().path("errors").findValuesAsString("field"))
        .containsExactly("subject_id", "content_type", "content_length", "survey");
    assertThat(reply.json().path("errors").get(1).path("expected").asString())
        .isEqualTo("one of [image/jpeg, image/png, image/webp]");
    for (String length :
        List.of("0", "-1", "20971521", "99999999999999999999999", "\"9\"", "1e3")) {
      isProblem(
          api.send("POST", "/v1/uploads", "{\"content_length\":" + length + "}"),
          400,
          "invalid_request");
    }
  }

  @Test
  void refusesIdsThatAreNone() {
    String longest = "a".repeat(128);
    assertThat(api.get("/v1/features/" + longest).status()).isEqualTo(404);
    for (String id :
        List.of(longest + "a", "a%00b", "a%0Ab", "%27%20or%201=1", "%F0%9F%92%A9", "a%5Cb")) {
      for (String path :
          List.of(
              "/v1/recommendations/%s",
              "/v1/features/%s",
              "/v1/analyses/%s",
              "/v1/subjects/%s/analyses",
              "/v1/subjects/%s/looks",
              "/v1/looks/%s",
              "/v1/products/%s")) {
        isProblem(api.get(path.formatted(id)), 400, "invalid_request");
      }
    }
    isProblem(
        api.send("POST", "/v1/batch/features", "{\"subject_ids\":[1,null,\"a b\",{},\"ok\"]}"),
        400,
        "invalid_request");
  }

  @Test
  void refusesLimitsThatAreNone() {
    for (String limit :
        List.of("0", "-1", "99999999999", "1.5", "ten", "", "1&limit=2", "%00", "1%20", "101")) {
      isProblem(api.get("/v1/subjects/anna/analyses?limit=" + limit), 400, "invalid_request");
    }
    isProblem(api.get("/v1/products?limit=1001"), 400, "invalid_request");
    isProblem(api.get("/v1/products?after=%27"), 400, "invalid_request");
  }

  @Test
  void knowsItsMethodsAndPaths() {
    Map<String, String> allowed =
        Map.of(
            "/v1/recommendations/anna", "GET",
            "/v1/features/anna", "GET",
            "/v1/uploads", "POST",
            "/v1/products", "GET",
            "/v1/subjects/anna", "DELETE");
    allowed.forEach(
        (path, method) -> {
          Reply reply = api.send("PATCH", path, "{}");
          isProblem(reply, 405, "method_not_allowed");
          assertThat(reply.header("Allow")).contains(method);
        });
    for (String path : List.of("/v1/nothing", "/v1", "/v1/", "/v1/features", "/products/a.png")) {
      isProblem(api.get(path), 404, "not_found");
    }
    assertThat(api.send("HEAD", "/v1/recommendations/anna", null).status()).isEqualTo(200);
    assertThat(api.send("OPTIONS", "/v1/recommendations/anna", null).header("Allow"))
        .isEqualTo("GET, HEAD, OPTIONS");
  }

  @Test
  void sendsNothingThatIsNotAccepted() {
    for (String path :
        List.of(
            "/v1/recommendations/anna", "/v1/features/anna", "/v1/products", "/v1/looks/up-1")) {
      isProblem(api.get(path, "Accept", "text/html"), 406, "not_acceptable");
      isProblem(api.get(path, "Accept", "application/xml;q=0.9, image/*"), 406, "not_acceptable");
      isProblem(api.get(path, "Accept", "nonsense"), 406, "not_acceptable");
      assertThat(api.get(path, "Accept", "text/html, application/*;q=0.1").status())
          .isNotEqualTo(406);
    }
  }

  @Test
  void showsNoMoreOfAValueThanIsNeeded() {
    Reply reply =
        api.send(
            "POST", "/v1/batch/features", "{\"subject_ids\":[\"" + "x".repeat(10_000) + "\\n\"]}");
    String value = reply.json().path("errors").get(0).path("value").asString();
    assertThat(value.length()).isEqualTo(201);
    Reply many =
        api.send("POST", "/v1/batch/features", "{\"subject_ids\":[" + "0,".repeat(999) + "0]}");
    assertThat(many.json().path("errors").size()).isEqualTo(20);
  }

  /** Bodies that were right once, with something of them changed; the seed says which. */
  @Test
  void survivesWhateverIsSent() {
    SplittableRandom random = new SplittableRandom(9);
    List<String> right =
        List.of(
            "{\"subject_id\":\"anna\",\"content_type\":\"image/png\",\"content_length\":9,\"survey\":{\"age\":3}}",
            "{\"upload_id\":\"up-1\",\"look_id\":\"look-1\"}",
            "{\"subject_ids\":[\"anna\",\"ben\"]}",
            "{\"subject_id\":\"anna\",\"items\":[{\"product_id\":\"demo-a\",\"kind\":\"liked\",\"at\":\"2026-01-01T00:00:00Z\"}]}");
    for (int i = 0; i < 2_000; i++) {
      byte[] body = utf8(right.get(random.nextInt(right.size())));
      for (int change = random.nextInt(4); change >= 0; change--) {
        body[random.nextInt(body.length)] = (byte) random.nextInt(256);
      }
      Reply reply =
          api.send("POST", POSTS.get(random.nextInt(POSTS.size())), "application/json", body);
      assertThat(reply.status()).as(new String(body, StandardCharsets.ISO_8859_1)).isLessThan(500);
    }
  }
}
