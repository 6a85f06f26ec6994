package io.dermaflow.scheduler.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.dermaflow.datasets.StorageException;
import io.dermaflow.errors.DermaflowException;
import io.dermaflow.scheduler.access.Scope;
import io.dermaflow.scheduler.serving.UploadDesk.Begun;
import io.dermaflow.scheduler.web.ApiFixture.Reply;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ApiTest {

  private final ApiFixture api = new ApiFixture();

  @Test
  void beginsAnUploadWithItsSurvey() {
    Reply reply =
        api.send(
            "POST",
            "/v1/uploads",
            "{\"subject_id\":\"anna\",\"content_type\":\"image/png\",\"content_length\":10,\"survey\":{\"skin_type\":\"dry\"},\"more\":1}");
    assertThat(reply.status()).isEqualTo(201);
    assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
    assertThat(reply.json().path("upload_id").asString()).isEqualTo("up-1");
    assertThat(reply.json().path("content_type").asString()).isEqualTo("image/png");
    assertThat(reply.json().path("content_length").asInt()).isEqualTo(10);
    assertThat(reply.json().path("max_bytes").asLong()).isEqualTo(20L << 20);
    assertThat(api.desk.surveys).containsEntry("up-1", "{\"skin_type\":\"dry\"}");
  }

  @Test
  void beginsAnUploadWithoutABody() {
    Reply reply = api.send("POST", "/v1/uploads", null);
    assertThat(reply.status()).isEqualTo(201);
    assertThat(reply.json().path("content_type").asString()).isEqualTo("image/jpeg");
    assertThat(api.desk.begun.get("up-1").subjectId()).isNull();
  }

  @Test
  void givesTheUploadOfAPersonToThatPerson() {
    api.access.be("v-1", Scope.ANALYZE);
    assertThat(api.send("POST", "/v1/uploads", "{}").status()).isEqualTo(201);
    assertThat(api.desk.begun.get("up-1").subjectId()).isEqualTo("v-1");
    Reply other = api.send("POST", "/v1/uploads", "{\"survey\":{\"subject_id\":\"anna\"}}");
    assertThat(other.status()).isEqualTo(403);
    assertThat(api.desk.begun).hasSize(1);
  }

  @Test
  void refusesASurveyThatNamesSomebodyElse() {
    Reply begun =
        api.send("POST", "/v1/uploads", "{\"subject_id\":\"a\",\"survey\":{\"subject_id\":\"b\"}}");
    assertThat(begun.status()).isEqualTo(400);
    assertThat(begun.json().path("errors").get(0).path("field").asString())
        .isEqualTo("survey.subject_id");
    api.desk.begun.put("x", new Begun("x", "anna", Fakes.NOW));
    assertThat(api.send("PUT", "/v1/uploads/x/survey", "{\"subject_id\":\"b\"}").status())
        .isEqualTo(400);
    assertThat(api.send("PUT", "/v1/subjects/anna/survey", "{\"subject_id\":\"b\"}").status())
        .isEqualTo(400);
    assertThat(api.desk.surveys).isEmpty();
  }

  @Test
  void renewsSaysAndClaims() {
    api.send("POST", "/v1/uploads", null);
    assertThat(api.send("POST", "/v1/uploads/up-1/url", null).status()).isEqualTo(200);
    assertThat(api.send("POST", "/v1/uploads/up-9/url", null).status()).isEqualTo(404);
    assertThat(api.send("PUT", "/v1/uploads/up-1/survey", "{\"age\":30}").status()).isEqualTo(204);
    assertThat(api.send("POST", "/v1/uploads/up-1/claim", "{\"subject_id\":\"anna\"}").status())
        .isEqualTo(204);
    Reply late = api.send("POST", "/v1/uploads/up-1/claim", "{\"subject_id\":\"ben\"}");
    assertThat(late.status()).isEqualTo(409);
    assertThat(late.code()).isEqualTo("claimed");
    Reply purple = api.send("PUT", "/v1/uploads/up-1/survey", "{\"skin_type\":\"purple\"}");
    assertThat(purple.status()).isEqualTo(400);
    assertThat(purple.json().path("detail").asString()).contains("[combo, dry, oily, sensitive]");
  }

  @Test
  void analyses() {
    Reply scored = api.send("POST", "/v1/analyze", "{\"upload_id\":\"up-1\"}");
    assertThat(scored.status()).isEqualTo(200);
    assertThat(scored.json().path("status").asString()).isEqualTo("SCORED");
    assertThat(scored.json().path("features").path("tone").asString()).isEqualTo("light-cool");
    assertThat(api.answers.forgotten).containsExactly("anna");
    Reply early = api.send("POST", "/v1/analyze", "{\"upload_id\":\"later\"}");
    assertThat(early.status()).isEqualTo(409);
    assertThat(early.code()).isEqualTo("not_arrived");
    Reply broken = api.send("POST", "/v1/analyze", "{\"upload_id\":\"broken\"}");
    assertThat(broken.status()).isEqualTo(422);
    assertThat(broken.code()).isEqualTo("cut_off");
    assertThat(broken.json().path("detail").asString()).isEqualTo("ends at byte 9");
  }

  @Test
  void findsAnalyses() {
    assertThat(api.get("/v1/analyses/" + Fakes.ANALYSIS).status()).isEqualTo(200);
    assertThat(api.get("/v1/analyses/00000000-0000-4000-8000-000000000002").status())
        .isEqualTo(404);
    assertThat(api.get("/v1/analyses/1-1-1-1-1").status()).isEqualTo(400);
    assertThat(api.get("/v1/subjects/anna/analyses?limit=5").json().path("analyses").size())
        .isEqualTo(1);
    assertThat(api.send("PUT", "/v1/subjects/anna/survey", "{}").status()).isEqualTo(200);
  }

  @Test
  void answersAgainOnlyWhatHasChanged() {
    for (String path :
        List.of(
            "/v1/recommendations/anna",
            "/v1/features/anna",
            "/v1/products",
            "/v1/products/demo-a")) {
      Reply reply = api.get(path);
      assertThat(reply.status()).as(path).isEqualTo(200);
      assertThat(reply.header("Cache-Control")).contains("no-cache").contains("private");
      assertThat(api.get(path, "If-None-Match", reply.header("ETag")).status()).isEqualTo(304);
      assertThat(api.get(path, "If-None-Match", "\"other\"").status()).isEqualTo(200);
    }
  }

  @Test
  void readsManyAndNamesWhoIsMissing() {
    String ids = "{\"subject_ids\":[\"anna\",\"nobody\",\"anna\",\"ben\"]}";
    JsonNode found = api.send("POST", "/v1/batch/recommendations", ids).json();
    assertThat(found.path("publication").asInt()).isEqualTo(7);
    assertThat(found.path("recommendations").propertyNames()).containsExactly("anna", "ben");
    assertThat(found.path("recommendations").path("ben").path("subject_id").asString())
        .isEqualTo("ben");
    assertThat(found.path("missing").toString()).isEqualTo("[\"nobody\"]");
    JsonNode features = api.send("POST", "/v1/batch/features", ids).json();
    assertThat(features.path("features").propertyNames()).containsExactly("anna");
    assertThat(features.path("missing").toString()).isEqualTo("[\"nobody\",\"ben\"]");
    JsonNode none =
        api.send("POST", "/v1/batch/recommendations", "{\"subject_ids\":[\"nobody\"]}").json();
    assertThat(none.toString()).isEqualTo("{\"recommendations\":{},\"missing\":[\"nobody\"]}");
  }

  @Test
  void takesAThousandSubjectsAndNotOneMore() {
    assertThat(api.send("POST", "/v1/batch/features", subjects(1_000)).status()).isEqualTo(200);
    assertThat(api.send("POST", "/v1/batch/features", subjects(1_001)).status()).isEqualTo(400);
    assertThat(api.send("POST", "/v1/batch/features", subjects(0)).status()).isEqualTo(400);
  }

  private static String subjects(int count) {
    return IntStream.range(0, count)
            .mapToObj(i -> "\"s" + i + "\"")
            .toList()
            .toString()
            .replaceFirst("^", "{\"subject_ids\":")
        + "}";
  }

  @Test
  void savesALookOfTheAnalysis() {
    String second = "{\"upload_id\":\"up-1\",\"look_id\":\"look-2\"}";
    assertThat(api.send("POST", "/v1/subjects/anna/looks", second).status()).isEqualTo(201);
    assertThat(api.looks.kept.get(0).skinTone()).isEqualTo("light-cool");
    assertThat(api.looks.kept.get(0).saved()).isTrue();
    assertThat(api.get("/v1/subjects/anna/looks").json().path("looks").size()).isEqualTo(1);
    assertThat(api.get("/v1/looks/up-1").json().path("look").path("id").asString())
        .isEqualTo("look-2");
    assertThat(api.get("/v1/looks/up-2").status()).isEqualTo(404);
    assertThat(api.send("POST", "/v1/subjects/ben/looks", second).status()).isEqualTo(404);
    assertThat(
            api.send(
                    "POST",
                    "/v1/subjects/anna/looks",
                    "{\"upload_id\":\"up-1\",\"look_id\":\"look-3\"}")
                .status())
        .isEqualTo(404);
  }

  @Test
  void takesFeedback() {
    Reply reply =
        api.send(
            "POST",
            "/v1/feedback",
            "{\"subject_id\":\"anna\",\"items\":[{\"product_id\":\"demo-a\",\"kind\":\"reacted_badly\",\"at\":\"2026-01-01T00:00:00+08:00\"},{\"product_id\":\"nothing\",\"kind\":\"liked\"}]}");
    assertThat(reply.text())
        .isEqualTo(
            "{\"added\":1,\"known\":0,\"refused\":[{\"index\":1,\"reason\":\"there is no product 'nothing'\"}],\"recomputed\":true}");
    assertThat(api.feedback.said.get(0).at()).hasToString("2025-12-31T16:00:00Z");
    assertThat(api.answers.forgotten).containsExactly("anna");
    Reply wrong =
        api.send(
            "POST",
            "/v1/feedback",
            "{\"subject_id\":\"anna\",\"items\":[{\"product_id\":\"demo-a\",\"kind\":\"LOVED\",\"at\":\"soon\"}]}");
    assertThat(wrong.status()).isEqualTo(400);
    JsonNode error = wrong.json().path("errors").get(0);
    assertThat(error.path("field").asString()).isEqualTo("items[0].kind");
    assertThat(error.path("value").asString()).isEqualTo("LOVED");
    assertThat(error.path("expected").asString())
        .isEqualTo("one of [viewed, liked, bought, reacted_badly]");
    assertThat(wrong.json().path("errors").get(1).path("field").asString())
        .isEqualTo("items[0].at");
  }

  @Test
  void pagesProducts() {
    JsonNode page = api.get("/v1/products?limit=2").json();
    assertThat(page.path("catalogue_version").asInt()).isEqualTo(4);
    assertThat(page.path("products").size()).isEqualTo(2);
    assertThat(page.path("next").asString()).isEqualTo("demo-b");
    JsonNode last = api.get("/v1/products?after=demo-b").json();
    assertThat(last.path("products").get(0).path("id").asString()).isEqualTo("demo-c");
    assertThat(last.has("next")).isFalse();
    assertThat(api.get("/v1/products/none").status()).isEqualTo(404);
    assertThat(api.get("/products/demo-a.svg").text()).startsWith("<svg");
    assertThat(api.get("/products/none.svg").code()).isEqualTo("not_found");
  }

  @Test
  void erases() {
    assertThat(api.send("DELETE", "/v1/subjects/anna", null).text())
        .isEqualTo(
            "{\"uploads\":1,\"objects\":2,\"features\":3,\"recommendations\":4,\"analyses\":5,\"looks\":6,\"interactions\":7}");
    assertThat(api.erasure.erased).containsExactly("anna");
    assertThat(api.answers.forgotten).containsExactly("anna");
  }

  @Test
  void asksForTheScopeAndTheSubjectFirst() {
    api.desk.begun.put("x", new Begun("x", "anna", Fakes.NOW));
    api.access.be("ben", Scope.READ, Scope.ANALYZE, Scope.FEEDBACK, Scope.ERASE);
    List<String[]> others =
        List.of(
            new String[] {"GET", "/v1/recommendations/anna", null},
            new String[] {"GET", "/v1/features/anna", null},
            new String[] {"GET", "/v1/subjects/anna/analyses", null},
            new String[] {"GET", "/v1/subjects/anna/looks", null},
            new String[] {"GET", "/v1/analyses/" + Fakes.ANALYSIS, null},
            new String[] {"GET", "/v1/analyses/00000000-0000-4000-8000-000000000002", null},
            new String[] {"GET", "/v1/looks/up-1", null},
            new String[] {"POST", "/v1/batch/features", "{\"subject_ids\":[\"ben\",\"anna\"]}"},
            new String[] {"POST", "/v1/batch/recommendations", "{\"subject_ids\":[\"anna\"]}"},
            new String[] {"POST", "/v1/uploads", "{\"subject_id\":\"anna\"}"},
            new String[] {"POST", "/v1/uploads/x/url", "{}"},
            new String[] {"PUT", "/v1/uploads/x/survey", "{}"},
            new String[] {"POST", "/v1/uploads/x/claim", "{\"subject_id\":\"anna\"}"},
            new String[] {"POST", "/v1/analyze", "{\"upload_id\":\"x\"}"},
            new String[] {"PUT", "/v1/subjects/anna/survey", "{}"},
            new String[] {"POST", "/v1/subjects/anna/looks", "{}"},
            new String[] {
              "POST",
              "/v1/feedback",
              "{\"subject_id\":\"anna\",\"items\":[{\"product_id\":\"a\",\"kind\":\"liked\"}]}"
            },
            new String[] {"DELETE", "/v1/subjects/anna", null});
    for (String[] asked : others) {
      Reply reply = api.send(asked[0], asked[1], asked[2]);
      assertThat(reply.status()).as(asked[0] + " " + asked[1]).isEqualTo(403);
      assertThat(reply.code()).isEqualTo("forbidden");
    }
    api.access.be(null);
    for (String[] asked : others) {
      Reply reply = api.send(asked[0], asked[1], asked[2]);
      assertThat(reply.status()).as(asked[0] + " " + asked[1]).isEqualTo(401);
      assertThat(reply.header("WWW-Authenticate")).startsWith("Bearer");
    }
    assertThat(api.erasure.erased).isEmpty();
    assertThat(api.feedback.said).isEmpty();
  }

  @Test
  void tellsWhetherToTryAgain() {
    api.analyses.failure =
        new StorageException(StorageException.Reason.UNAVAILABLE, "http://secret.example is away");
    Reply away = api.send("POST", "/v1/analyze", "{\"upload_id\":\"up-1\"}");
    assertThat(away.status()).isEqualTo(503);
    assertThat(away.header("Retry-After")).isEqualTo("5");
    assertThat(away.text()).doesNotContain("secret");
    api.analyses.failure = DermaflowException.refused("it is", "not", "no");
    assertThat(api.send("POST", "/v1/analyze", "{\"upload_id\":\"up-1\"}").status()).isEqualTo(409);
    api.answers.failure = DermaflowException.failed("the database", "an answer", "later");
    assertThat(api.get("/v1/recommendations/anna").status()).isEqualTo(503);
    api.answers.failure = new IllegalStateException("a bug with a secret");
    Reply broken = api.get("/v1/recommendations/anna");
    assertThat(broken.status()).isEqualTo(500);
    assertThat(broken.text()).doesNotContain("secret").contains("\"internal\"");
  }
}
