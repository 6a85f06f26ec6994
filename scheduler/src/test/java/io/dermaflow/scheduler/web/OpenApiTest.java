package io.dermaflow.scheduler.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.dermaflow.json.Json;
import io.dermaflow.scheduler.web.ApiFixture.Reply;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;

/** The description says what there is, all of it, and nothing else. */
class OpenApiTest {

  private static final JsonNode DOCUMENT = document();
  private static final Set<String> METHODS = Set.of("get", "post", "put", "delete");

  private final ApiFixture api = new ApiFixture();

  private static JsonNode document() {
    try (InputStream in =
        Objects.requireNonNull(OpenApiTest.class.getResourceAsStream("/static/v1/openapi.yaml"))) {
      Object yaml = new Yaml().load(in);
      return Json.mapper().valueToTree(yaml);
    } catch (java.io.IOException e) {
      throw new AssertionError(e);
    }
  }

  private static Set<String> described() {
    Set<String> described = new TreeSet<>();
    DOCUMENT
        .path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue().propertyNames().stream()
                    .filter(METHODS::contains)
                    .forEach(method -> described.add(method + " " + path.getKey())));
    return described;
  }

  @Test
  void describesExactlyThePathsAndMethodsThatThereAre() {
    Set<String> there = new TreeSet<>();
    there.add("get " + RecommendationReads.PATH);
    there.add("get /v1/openapi.yaml");
    api.context
        .getBean(RequestMappingHandlerMapping.class)
        .getHandlerMethods()
        .keySet()
        .forEach(
            info -> {
              for (String path : info.getPatternValues()) {
                for (RequestMethod method : info.getMethodsCondition().getMethods()) {
                  there.add(method.name().toLowerCase(Locale.ROOT) + " " + path);
                }
              }
            });
    Set<String> documented = new TreeSet<>();
    described().forEach(path -> documented.add(path.replace("{upload_id}", "{uploadId}")));
    assertThat(documented).isEqualTo(there);
  }

  @Test
  void namesTheParametersOfItsPathsAndTheErrorsOfEveryCredential() {
    for (var path : DOCUMENT.path("paths").properties()) {
      for (var operation : path.getValue().properties()) {
        String name = operation.getKey() + " " + path.getKey();
        Set<String> inPath = new TreeSet<>();
        for (JsonNode parameter : operation.getValue().path("parameters").values()) {
          JsonNode meant = resolve(parameter);
          if (meant.path("in").asString().equals("path")) {
            inPath.add("{" + meant.path("name").asString() + "}");
          }
        }
        Set<String> wanted = new TreeSet<>();
        java.util.regex.Pattern.compile("[{][a-z_]+[}]")
            .matcher(path.getKey())
            .results()
            .forEach(found -> wanted.add(found.group()));
        assertThat(inPath).as(name).isEqualTo(wanted);
        JsonNode responses = operation.getValue().path("responses");
        if (!operation.getValue().has("security")) {
          assertThat(responses.propertyNames())
              .as(name)
              .contains("400", "401", "403", "406", "429", "503");
        }
        assertThat(responses.propertyNames().contains("415"))
            .as(name)
            .isEqualTo(operation.getValue().has("requestBody"));
      }
    }
  }

  @Test
  void refersToWhatThereIs() {
    for (String ref : DOCUMENT.findValuesAsString("$ref")) {
      assertThat(DOCUMENT.at(ref.substring(1)).isMissingNode()).as(ref).isFalse();
    }
  }

  private static JsonNode resolve(JsonNode node) {
    return node.has("$ref") ? DOCUMENT.at(node.path("$ref").asString().substring(1)) : node;
  }

  private void fits(String method, String path, String body, String pattern) {
    Reply reply = api.send(method, path, body);
    String name = method + " " + path;
    JsonNode response =
        resolve(
            DOCUMENT
                .path("paths")
                .path(pattern)
                .path(method.toLowerCase(Locale.ROOT))
                .path("responses")
                .path(Integer.toString(reply.status())));
    assertThat(response.isMissingNode()).as(name + " " + reply.status()).isFalse();
    if (reply.text().isEmpty()) {
      assertThat(response.has("content")).as(name).isFalse();
      return;
    }
    JsonNode content = response.path("content").path(reply.type());
    assertThat(content.isMissingNode()).as(name + " " + reply.type()).isFalse();
    Schema.of(DOCUMENT, content.path("schema")).check(reply.json());
  }

  @Test
  void answersAsItIsDescribed() {
    fits("POST", "/v1/uploads", "{\"content_length\":9}", "/v1/uploads");
    fits("POST", "/v1/uploads/up-1/url", "{}", "/v1/uploads/{id}/url");
    fits("PUT", "/v1/uploads/up-1/survey", "{}", "/v1/uploads/{id}/survey");
    fits("POST", "/v1/uploads/up-1/claim", "{\"subject_id\":\"a\"}", "/v1/uploads/{id}/claim");
    fits("POST", "/v1/uploads/up-1/claim", "{\"subject_id\":\"b\"}", "/v1/uploads/{id}/claim");
    fits("POST", "/v1/analyze", "{\"upload_id\":\"up-1\"}", "/v1/analyze");
    fits("POST", "/v1/analyze", "{\"upload_id\":\"broken\"}", "/v1/analyze");
    fits("POST", "/v1/analyze", "{\"upload_id\":\"later\"}", "/v1/analyze");
    fits("GET", "/v1/analyses/" + Fakes.ANALYSIS, "", "/v1/analyses/{id}");
    fits("GET", "/v1/subjects/anna/analyses", "", "/v1/subjects/{subject}/analyses");
    fits("PUT", "/v1/subjects/anna/survey", "{}", "/v1/subjects/{subject}/survey");
    fits("GET", "/v1/features/anna", "", "/v1/features/{subject}");
    fits("GET", "/v1/features/ben", "", "/v1/features/{subject}");
    fits("GET", "/v1/recommendations/anna", "", "/v1/recommendations/{subject}");
    String ids = "{\"subject_ids\":[\"anna\",\"no\"]}";
    fits("POST", "/v1/batch/features", ids, "/v1/batch/features");
    fits("POST", "/v1/batch/recommendations", ids, "/v1/batch/recommendations");
    fits("POST", "/v1/batch/features", "[]", "/v1/batch/features");
    String look = "{\"upload_id\":\"up-1\",\"look_id\":\"look-2\"}";
    fits("POST", "/v1/subjects/anna/looks", look, "/v1/subjects/{subject}/looks");
    fits("GET", "/v1/subjects/anna/looks", "", "/v1/subjects/{subject}/looks");
    fits("GET", "/v1/looks/up-1", "", "/v1/looks/{upload_id}");
    fits(
        "POST",
        "/v1/feedback",
        "{\"subject_id\":\"anna\",\"items\":[{\"product_id\":\"demo-a\",\"kind\":\"liked\"}]}",
        "/v1/feedback");
    fits("GET", "/v1/products?limit=2", "", "/v1/products");
    fits("GET", "/v1/products/demo-a", "", "/v1/products/{id}");
    fits("DELETE", "/v1/subjects/anna", "", "/v1/subjects/{subject}");
  }

  @Test
  void findsWhatDoesNotFit() {
    List<String> wrong =
        List.of(
            "{}",
            "{\"publication\":\"7\",\"subject_id\":\"a\",\"source\":\"live\",\"recommendation\":{}}",
            "{\"publication\":7,\"subject_id\":\"a\",\"source\":\"dream\",\"recommendation\":{}}");
    Schema schema = Schema.of(DOCUMENT, DOCUMENT.at("/components/schemas/Answer"));
    for (String json : wrong) {
      assertThat(schema.faults(Json.tree(json))).as(json).isNotEmpty();
    }
  }
}
