package io.dermaflow.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dermaflow.client.FakePlatform.Reply;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DermaflowClientTest {

  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
  private static final String ERASED =
      """
      {"uploads":1,"objects":2,"features":3,"recommendations":4,"analyses":5,"looks":6,
       "interactions":7}
      """;

  private final List<Duration> pauses = new ArrayList<>();
  private FakePlatform platform;

  @BeforeEach
  void start() throws Exception {
    platform = new FakePlatform();
  }

  @AfterEach
  void stop() {
    platform.close();
  }

  private DermaflowClientBuilder builder() {
    return DermaflowClient.at(platform.uri())
        .apiKey("dfk_test")
        .retries(new RetryPolicy(3, Duration.ofMillis(100), Duration.ofSeconds(10)))
        .timing(Clock.fixed(NOW, ZoneOffset.UTC), new SplittableRandom(1), pauses::add);
  }

  private static String features(String subject, int score) {
    return """
    {"upload_id":"u1","subject_id":"%s","etag":"e","survey_etag":"","model_id":"skin@1",
     "preprocessing":"p","event_time":"2026-01-01T00:00:00Z","severity":"MILD",
     "severity_confidence":0.9,"skin_type_confidence":0.0,"conditions":{"ACNE":0.8},
     "skin_score":%d,"face":{"tone":"light-cool","monk":2,"shape":"oval","eyes":"almond",
     "lips":"full"},"tone":"light-cool","something_new":[1]}
    """
        .formatted(subject, score);
  }

  @Test
  void sendsItsCredentialAndReadsFeatures() {
    platform.answer("GET /v1/features/anna%3A1", Reply.json(200, features("anna:1", 88)));
    Features found = builder().build().findFeatures("anna:1").orElseThrow();
    assertThat(found.skinScore()).isEqualTo(88);
    assertThat(found.skinType()).isNull();
    assertThat(found.conditions()).containsEntry("ACNE", .8);
    assertThat(found.measurements()).isEmpty();
    assertThat(found.face().monk()).isEqualTo(2);
    assertThat(platform.asked().get(0).headers())
        .containsEntry("authorization", "Bearer dfk_test")
        .doesNotContainKeys("if-none-match", "upgrade");
  }

  @Test
  void asksWithTheEtagAndKeepsTheAnswerOn304() {
    Reply first = Reply.json(200, features("anna", 88)).with("ETag", "\"a\"");
    Reply same = new Reply(304, java.util.Map.of("ETag", "\"a\""), "", true);
    Reply changed = Reply.json(200, features("anna", 90)).with("ETag", "\"b\"");
    platform.answer("GET /v1/features/anna", first, same, changed, Reply.problem(404, "not_found"));
    DermaflowClient client = builder().build();
    Optional<Features> found = client.findFeatures("anna");
    assertThat(client.findFeatures("anna").orElseThrow()).isSameAs(found.orElseThrow());
    assertThat(client.findFeatures("anna").orElseThrow().skinScore()).isEqualTo(90);
    assertThat(client.findFeatures("anna")).isEmpty();
    assertThat(client.findFeatures("anna")).isEmpty();
    assertThat(platform.asked().stream().map(a -> a.headers().getOrDefault("if-none-match", "-")))
        .containsExactly("-", "\"a\"", "\"a\"", "\"b\"", "-");
  }

  @Test
  void forgetsWhatItKnewOfAnErasedPerson() {
    platform
        .answer("GET /v1/features/anna", Reply.json(200, features("anna", 1)).with("ETag", "\"a\""))
        .answer("DELETE /v1/subjects/anna", Reply.json(200, ERASED));
    DermaflowClient client = builder().build();
    client.findFeatures("anna");
    assertThat(client.erase("anna")).isEqualTo(new Erased(1, 2, 3, 4, 5, 6, 7));
    client.findFeatures("anna");
    assertThat(platform.asked().get(2).headers()).doesNotContainKey("if-none-match");
  }

  @Test
  void waitsAsLongAsTheAnswerAsksFor() {
    platform.answer(
        "POST /v1/uploads",
        Reply.problem(429, "too_many_requests").with("Retry-After", "7"),
        Reply.problem(429, "too_many_requests").with("Retry-After", "Sun, 1 Mar 2026 10:00:04 GMT"),
        Reply.json(201, platform.ticket("up1", NOW.plusSeconds(60))));
    assertThat(builder().build().begin(UploadRequest.of(FakePlatform.jpeg())).uploadId())
        .isEqualTo("up1");
    assertThat(pauses).hasSize(2);
    assertThat(pauses.get(0)).isBetween(Duration.ofSeconds(7), Duration.ofMillis(7_100));
    assertThat(pauses.get(1)).isBetween(Duration.ofSeconds(4), Duration.ofMillis(4_100));
  }

  @Test
  void doesNotWaitLongerThanItWasTold() {
    platform.answer(
        "GET /v1/features/anna", Reply.problem(429, "too_many_requests").with("Retry-After", "11"));
    ProblemException told =
        catchThrowableOfType(ProblemException.class, () -> builder().build().findFeatures("anna"));
    assertThat(told.findRetryAfter()).contains(Duration.ofSeconds(11));
    assertThat(pauses).isEmpty();
  }

  @Test
  void repeatsWhatMayBeRepeatedWithLongerPauses() {
    Reply away = new Reply(503, java.util.Map.of("Content-Type", "text/html"), "<html>", true);
    platform.answer("POST /v1/analyze", away).answer("POST /v1/uploads", away);
    DermaflowClient client = builder().build();
    ProblemException told =
        catchThrowableOfType(ProblemException.class, () -> client.analyze("up1"));
    assertThat(told.status()).isEqualTo(503);
    assertThat(told.code()).isEmpty();
    assertThat(pauses).hasSize(2);
    assertThat(pauses.get(0)).isBetween(Duration.ofMillis(50), Duration.ofMillis(100));
    assertThat(pauses.get(1)).isBetween(Duration.ofMillis(100), Duration.ofMillis(200));
    // An upload that was begun, maybe, is not begun again.
    assertThatThrownBy(() -> client.begin(UploadRequest.of(FakePlatform.jpeg())))
        .isInstanceOf(ProblemException.class);
    assertThat(platform.calls())
        .containsExactly(
            "POST /v1/analyze", "POST /v1/analyze", "POST /v1/analyze", "POST /v1/uploads");
  }

  @Test
  void beginsAnUploadAgainWhenNobodyListened() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    DermaflowClient client =
        DermaflowClient.at(URI.create("http://127.0.0.1:" + port))
            .timing(Clock.fixed(NOW, ZoneOffset.UTC), new SplittableRandom(1), pauses::add)
            .build();
    UnreachableException away =
        catchThrowableOfType(
            UnreachableException.class, () -> client.begin(UploadRequest.of(FakePlatform.jpeg())));
    assertThat(away.sent()).isFalse();
    assertThat(pauses).hasSize(3);
  }

  @Test
  void tellsWhatIsWrongByField() {
    platform
        .answer("PUT /v1/subjects/anna/survey", Reply.problem(400, "invalid_request"))
        .answer("GET /v1/subjects/anna/looks", new Reply(401, java.util.Map.of(), "", true));
    DermaflowClient client = builder().build();
    ProblemException told =
        catchThrowableOfType(
            ProblemException.class, () -> client.survey("anna", Survey.builder().age(-1).build()));
    assertThat(told.status()).isEqualTo(400);
    assertThat(told.code()).isEqualTo("invalid_request");
    assertThat(told).hasMessage("400 invalid_request: D");
    assertThat(told.errors())
        .containsExactly(new ProblemException.FieldError("age", "-1", "0..120"));
    assertThat(catchThrowableOfType(ProblemException.class, () -> client.looks("anna")).status())
        .isEqualTo(401);
    assertThat(pauses).isEmpty();
  }

  @Test
  void readsAnyNumberOfSubjectsAThousandAtATime() throws Exception {
    JsonMapper mapper = new JsonMapper();
    platform.answer(
        "POST /v1/batch/features",
        asked -> {
          List<String> found = new ArrayList<>();
          List<String> missing = new ArrayList<>();
          JsonNode ids = mapper.readTree(asked.body()).path("subject_ids");
          for (JsonNode id : ids) {
            String text = id.asString();
            (text.endsWith("7") ? missing : found).add("\"" + text + "\"");
          }
          return Reply.json(
              200,
              "{\"features\":{%s},\"missing\":[%s]}"
                  .formatted(
                      String.join(
                          ",",
                          found.stream()
                              .map(id -> id + ":" + features(id.replace("\"", ""), 50))
                              .toList()),
                      String.join(",", missing)));
        });
    DermaflowClient client = builder().build();
    List<String> ids = IntStream.range(0, 2_500).mapToObj(i -> "s" + i).toList();
    List<BatchEntry<Features>> entries = client.features(ids.stream()).toList();
    assertThat(entries).extracting(BatchEntry::subjectId).containsExactlyElementsOf(ids);
    assertThat(entries).filteredOn(entry -> entry.find().isEmpty()).hasSize(250);
    assertThat(entries.get(2_499).find().orElseThrow().subjectId()).isEqualTo("s2499");
    assertThat(platform.asked())
        .extracting(asked -> mapper.readTree(asked.body()).path("subject_ids").size())
        .containsExactly(1_000, 1_000, 500);
    // Only as far as somebody reads.
    Stream<String> endless = Stream.iterate(0, i -> i + 1).map(i -> "s" + i);
    assertThat(client.features(endless).limit(10).count()).isEqualTo(10);
    assertThat(platform.asked()).hasSize(4);
    assertThat(client.features(Stream.of())).isEmpty();
    assertThat(platform.asked()).hasSize(4);
  }

  @Test
  void asksForATokenBeforeEveryAttempt() {
    platform.answer(
        "GET /v1/looks/up1", Reply.problem(502, "away"), Reply.problem(404, "not_found"));
    AtomicInteger tokens = new AtomicInteger();
    DermaflowClient client = builder().bearer(() -> "token-" + tokens.incrementAndGet()).build();
    assertThat(client.findLook("up1")).isEmpty();
    assertThat(platform.asked())
        .extracting(asked -> asked.headers().get("authorization"))
        .containsExactly("Bearer token-1", "Bearer token-2");
  }

  @Test
  void doesNotWaitForTheEndOfAnAnswerForEver() {
    platform.answer("GET /v1/features/anna", Reply.json(200, "{").cutOff());
    DermaflowClient client =
        builder().retries(RetryPolicy.NONE).timeout(Duration.ofMillis(300)).build();
    UnreachableException away =
        catchThrowableOfType(UnreachableException.class, () -> client.findFeatures("anna"));
    assertThat(away.sent()).isTrue();
    assertThat(away).hasMessageContaining("PT0.3S");
  }

  @Test
  void datesFeedbackSoThatItCountsOnce() {
    platform.answer(
        "POST /v1/feedback",
        Reply.json(
            200,
            """
            {"added":1,"known":0,"refused":[{"index":1,"reason":"no product 'x'"}],
             "recomputed":true}
            """));
    FeedbackResult result =
        builder()
            .build()
            .feedback(
                "anna",
                List.of(
                    Feedback.of("cosrx-bha", Feedback.Kind.REACTED_BADLY),
                    new Feedback("x", Feedback.Kind.LIKED, NOW.minusSeconds(5))));
    assertThat(result)
        .isEqualTo(
            new FeedbackResult(
                1, 0, List.of(new FeedbackResult.Refused(1, "no product 'x'")), true));
    assertThat(platform.asked().get(0).text())
        .isEqualToIgnoringWhitespace(
            """
            {"subject_id":"anna","items":[
             {"product_id":"cosrx-bha","kind":"reacted_badly","at":"2026-03-01T10:00:00Z"},
             {"product_id":"x","kind":"liked","at":"2026-03-01T09:59:55Z"}]}
            """);
  }

  @Test
  void readsProductsPageByPage() {
    String product =
        "{\"id\":\"%s\",\"brand\":\"B\",\"name\":\"N\",\"title\":\"B N\",\"slot\":\"treat\"}";
    platform
        .answer(
            "GET /v1/products?limit=1000",
            Reply.json(
                200,
                "{\"catalogue_version\":1,\"products\":[%s,%s],\"next\":\"b\"}"
                    .formatted(product.formatted("a"), product.formatted("b"))))
        .answer(
            "GET /v1/products?limit=1000&after=b",
            Reply.json(
                200,
                "{\"catalogue_version\":1,\"products\":[%s]}".formatted(product.formatted("c"))));
    assertThat(builder().build().products()).extracting(Product::id).containsExactly("a", "b", "c");
    assertThat(platform.asked()).hasSize(2);
  }

  @Test
  void refusesWhatCannotBeSent() {
    DermaflowClient client = builder().build();
    for (String id : List.of("", " ", ".", "..")) {
      assertThatThrownBy(() -> client.findFeatures(id))
          .isInstanceOf(IllegalArgumentException.class);
    }
    client.findFeatures("a/../b?c");
    assertThat(platform.calls()).containsExactly("GET /v1/features/a%2F..%2Fb%3Fc");
    assertThatThrownBy(() -> DermaflowClient.at(platform.uri()).apiKey("secret\r\nX: 1"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("secret");
    assertThatThrownBy(() -> Selfie.of("GIF89a".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> DermaflowClient.at(URI.create("ftp://host")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void saysThatAProxysPageIsNoAnswer() {
    platform.answer("GET /v1/features/anna", Reply.json(200, "<html>please log in</html>"));
    assertThatThrownBy(() -> builder().build().findFeatures("anna"))
        .isInstanceOf(UnreachableException.class)
        .hasMessage("the answer is no Features");
  }
}
