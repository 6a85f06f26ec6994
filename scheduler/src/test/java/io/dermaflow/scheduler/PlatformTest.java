package io.dermaflow.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dermaflow.errors.DermaflowException;
import io.dermaflow.features.FaceFeatures;
import io.dermaflow.features.FeatureStore;
import io.dermaflow.features.SkinFeatures;
import io.dermaflow.json.Json;
import io.dermaflow.lease.LeaseOwner;
import io.dermaflow.lease.Leases;
import io.dermaflow.progress.Progress;
import io.dermaflow.scheduler.config.Settings;
import io.dermaflow.scheduler.platform.CatalogueService;
import io.dermaflow.scheduler.platform.PublicationService;
import io.dermaflow.scheduler.platform.ScoringService;
import io.dermaflow.scheduler.schedules.Schedules;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.batch.core.job.Job;
import org.springframework.boot.WebApplicationType;
import tools.jackson.databind.JsonNode;

/** The whole application over HTTP, on a real database and a real S3 endpoint. */
class PlatformTest {

  @TempDir static Path home;
  private static PlatformSession platform;
  private static int port;

  @BeforeAll
  static void start() throws Exception {
    port = TestPlatform.freePort();
    Map<String, String> environment = TestPlatform.environment(port, Map.of());
    Settings settings = PlatformSession.settings(home, environment);
    platform =
        PlatformSession.open(settings, environment, Progress.NONE, WebApplicationType.SERVLET);
    Path catalogue = home.resolve("catalogue.csv");
    try (InputStream in =
        Objects.requireNonNull(
            PlatformTest.class.getResourceAsStream("/io/dermaflow/recommend/demo-catalogue.csv"))) {
      Files.copy(in, catalogue);
    }
    platform.get(CatalogueService.class).ingest(catalogue);
    platform
        .get(FeatureStore.class)
        .write(
            List.of(
                SkinFeatures.of("u1", "e", "skin@1", "p", Instant.parse("2026-01-01T00:00:00Z"))
                    .withSubject("anna")
                    .withSurvey("s", "{}")
                    .withSeverity("MILD", .9)
                    .withSkinType("DRY", .9)
                    .withConditions(Map.of("DEHYDRATION", .8))
                    .withSkinScore(88)
                    .withFace(FaceFeatures.ofTone("light-cool"))
                    .build()));
    platform.get(PublicationService.class).recommend(true);
  }

  @AfterAll
  static void stop() {
    platform.close();
    TestPlatform.forget();
  }

  private static HttpResponse<String> get(String path, String... headers) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void servesARecommendationOfTheCurrentPublication() throws Exception {
    HttpResponse<String> answer = get("/v1/recommendations/anna");
    assertThat(answer.statusCode()).isEqualTo(200);
    JsonNode body = Json.tree(answer.body());
    assertThat(body.path("publication").asLong()).isEqualTo(1);
    assertThat(body.path("recommendation").path("products").size()).isEqualTo(3);
    assertThat(body.path("recommendation").path("chapter").path("number").asInt()).isEqualTo(1);
    String etag = answer.headers().firstValue("ETag").orElseThrow();
    assertThat(get("/v1/recommendations/anna", "If-None-Match", etag).statusCode()).isEqualTo(304);
  }

  @Test
  void answersUnknownSubjectsWithAProblem() throws Exception {
    Map<String, Integer> statuses =
        Map.of("/v1/recommendations/nobody", 404, "/v1/features/%27%20or%201=1", 400);
    for (Map.Entry<String, Integer> asked : statuses.entrySet()) {
      HttpResponse<String> answer = get(asked.getKey());
      assertThat(answer.statusCode()).isEqualTo(asked.getValue());
      assertThat(answer.headers().firstValue("Content-Type").orElse("")).contains("problem+json");
    }
  }

  @Test
  void servesFeaturesPicturesHealthAndTheHomePage() throws Exception {
    JsonNode features = Json.tree(get("/v1/features/anna").body());
    assertThat(features.path("skin_score").asInt()).isEqualTo(88);
    assertThat(features.path("tone").asString()).isEqualTo("light-cool");
    assertThat(get("/products/cosrx-bha.svg").body()).startsWith("<svg");
    assertThat(Json.tree(get("/actuator/health").body()).path("status").asString()).isEqualTo("UP");
    assertThat(get("/").body())
        .contains("No model has passed the gate yet", "No. 1", "recommendJob");
    assertThat(get("/demo/selfies/private-1").statusCode()).isEqualTo(404);
  }

  @Test
  void describesItsApi() throws Exception {
    String openapi = get("/v1/openapi.yaml").body();
    assertThat(openapi)
        .contains(
            "openapi: 3.1.0",
            "/v1/recommendations/{subject}",
            "/v1/features/{subject}",
            "/v1/uploads",
            "/products/{id}.svg");
  }

  @Test
  void signsUploadsForPicturesOnly() throws Exception {
    HttpResponse<String> answer = post("/v1/uploads", "{\"content_type\":\"image/png\"}");
    assertThat(answer.statusCode()).isEqualTo(201);
    assertThat(Json.tree(answer.body()).path("url").asString()).contains("/incoming/");
    HttpResponse<String> refused = post("/v1/uploads", "{\"content_type\":\"text/html\"}");
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body()).contains("one of [image/jpeg, image/png, image/webp]");
  }

  private static HttpResponse<String> post(String path, String json) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json))
            .build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void keepsThreeSchedulesThatCanRest() {
    Schedules schedules = platform.get(Schedules.class);
    assertThat(schedules.list())
        .extracting(Schedules.Schedule::name)
        .containsExactly("recommend", "score", "train");
    schedules.pause("score");
    assertThat(schedules.list().get(1).state()).isEqualTo("PAUSED");
    schedules.install();
    assertThat(schedules.list().get(1).state()).isEqualTo("PAUSED");
    schedules.resume("score");
    assertThat(schedules.list().get(1).state()).isEqualTo("NORMAL");
    assertThat(schedules.runNow("recommend")).isEqualTo("publication 1, 0 changed");
    assertThatThrownBy(() -> schedules.pause("lunch")).hasMessageContaining("no schedule 'lunch'");
  }

  @Test
  void runsAJobOnceAtATime() {
    Leases leases = platform.get(Leases.class);
    LeaseOwner other = new LeaseOwner("another-machine", 1, 1);
    var lease = leases.tryAcquire("job:recommendJob", other, Duration.ofMinutes(1)).orElseThrow();
    assertThatThrownBy(() -> platform.get(PublicationService.class).recommend(true))
        .isInstanceOf(DermaflowException.class)
        .hasMessageContaining("is running already");
    leases.release(lease);
    assertThat(platform.get(PublicationService.class).recommend(true).unchanged()).isTrue();
  }

  @Test
  void saysThatThereIsNoChampion() {
    assertThatThrownBy(
            () ->
                platform.get(ScoringService.class).score(ScoringService.Request.all(Duration.ZERO)))
        .hasMessageContaining("has no champion");
  }

  @Test
  void knowsAllJobsByTheirPersistedNames() {
    assertThat(platform.get(DermaflowApplication.JobsByName.class).jobs().values())
        .extracting(Job::getName)
        .containsExactlyInAnyOrder(
            "ingestDatasetJob",
            "trainModelJob",
            "scoreUploadsJob",
            "ingestCatalogueJob",
            "recommendJob");
  }
}
