package io.dermaflow.scheduler.dialects.selfie;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.dermaflow.json.Json;
import io.dermaflow.scheduler.dialects.DialectFakes;
import io.dermaflow.scheduler.serving.Analyses.Status;
import io.dermaflow.scoring.OutcomeReason;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;

class SelfieDialectTest {

  private static final String OILY =
      """
      {"skin_type": "Oily", "concerns": ["Acne"], "budget": "RM50–RM150"}""";

  private final DialectFakes fakes = new DialectFakes();
  private final MockMvc mvc = mvc(DialectFakes.ALL);

  private MockMvc mvc(Set<String> on) {
    return fakes.mvc(
        on,
        new SelfieErrors(),
        new SelfieController(
            fakes, fakes.desk, fakes, new SelfieResults(fakes.catalogue, fakes.recommenders)));
  }

  private ResultActions begin(String survey) throws Exception {
    return mvc.perform(post("/selfie/upload").content(survey.getBytes(StandardCharsets.UTF_8)));
  }

  private ResultActions result(String survey) throws Exception {
    String body = begin(survey).andReturn().getResponse().getContentAsString();
    return mvc.perform(get("/selfie/result/" + Json.tree(body).path("upload_id").asString()));
  }

  @Test
  void signsAPlaceForASelfieWithItsSurvey() throws Exception {
    begin(OILY)
        .andExpect(status().isCreated())
        .andExpect(jsonPath("$.upload_id").isString())
        .andExpect(jsonPath("$.url").isString())
        .andExpect(jsonPath("$.method").value("PUT"))
        .andExpect(jsonPath("$.content_type").value("image/jpeg"))
        .andExpect(jsonPath("$.expires_at").value("2026-03-01T08:01:00Z"))
        .andExpect(jsonPath("$.max_bytes").value(20971520))
        .andExpect(
            jsonPath("$.result").value("/selfie/result/00000000-0000-4000-8000-000000000001"));
    assertThat(fakes.surveys.values())
        .containsExactly(
            "{\"skin_type\":\"oily\",\"concerns\":[\"acne\"],\"budget\":\"RM50-150\"}");
  }

  @ParameterizedTest
  @CsvSource({
    "<RM50,<RM50",
    "RM50–RM150,RM50-150",
    "RM50-RM150,RM50-150",
    "RM50-150,RM50-150",
    ">RM150,>RM150"
  })
  void readsBudgetsWithADashOrAHyphen(String said, String ours) throws Exception {
    begin("{\"budget\": \"%s\"}".formatted(said)).andExpect(status().isCreated());
    assertThat(Json.tree(fakes.surveys.values().iterator().next()).path("budget").asString())
        .isEqualTo(ours);
  }

  @Test
  void answersItsRuleWithItsThreeProducts() throws Exception {
    result(OILY)
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.status").value("scored"))
        .andExpect(jsonPath("$.reason").value(nullValue()))
        .andExpect(jsonPath("$.severity").value("moderate"))
        .andExpect(jsonPath("$.skin_type").value("Oily"))
        .andExpect(
            jsonPath("$.products[*].name")
                .value(contains("COSRX BHA", "CeraVe Foaming", "La Roche Effaclar")))
        .andExpect(
            jsonPath("$.products[0].picture").value("http://localhost/products/cosrx-bha.svg"))
        .andExpect(
            jsonPath("$.products[0].link").value("https://shopee.com.my/search?keyword=COSRX+BHA"))
        .andExpect(jsonPath("$.products[2].why").isString())
        .andExpect(jsonPath("$.advice").isArray())
        .andExpect(jsonPath("$.created_at").value("2026-03-01T08:00:00Z"));
  }

  @ParameterizedTest
  @CsvSource({
    "CLEAR,clear",
    "MILD,mild",
    "MODERATE,moderate",
    "SEVERE,severe",
    "VERY_SEVERE,severe"
  })
  void knowsFourGrades(String grade, String said) throws Exception {
    fakes.severity = grade;
    fakes.recommends = false; // nobody's upload is answered all the same
    result("{}")
        .andExpect(jsonPath("$.severity").value(said))
        .andExpect(jsonPath("$.products", hasSize(3)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{\"skin_type\": \"Shiny\"}; skin_type; Dry Oily Combo Sensitive",
        "{\"concerns\": [\"Acne\", \"Money\"]}; concerns; Acne Redness Pigmentation Dryness",
        "{\"budget\": \"RM9\"}; budget; <RM50 RM50–RM150 >RM150",
        "{\"content_type\": \"image/gif\"}; content_type; image/jpeg image/png image/webp"
      })
  void namesWhatIsAllowed(String survey, String field, String allowed) throws Exception {
    begin(survey)
        .andExpect(status().isBadRequest())
        .andExpect(jsonPath("$.error").isString())
        .andExpect(jsonPath("$.field").value(field))
        .andExpect(jsonPath("$.allowed").value(contains((Object[]) allowed.split(" "))));
  }

  @Test
  void waitsForThePictureAndRefusesOneThatIsNone() throws Exception {
    fakes.status = Status.NOT_ARRIVED;
    result("{}").andExpect(status().isAccepted()).andExpect(jsonPath("$.status").value("waiting"));
    fakes.status = Status.SET_ASIDE;
    fakes.reason = OutcomeReason.CUT_OFF;
    result("{}").andExpect(status().is(422)).andExpect(jsonPath("$.error").isString());
    fakes.reason = OutcomeReason.TOO_LARGE;
    result("{}").andExpect(status().is(413));
    fakes.status = Status.ABSTAINED;
    fakes.reason = OutcomeReason.NO_FACE;
    result("{}")
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.status").value("abstained"))
        .andExpect(jsonPath("$.reason").value("no_face"))
        .andExpect(jsonPath("$.severity").value(nullValue()))
        .andExpect(jsonPath("$.products", hasSize(0)));
  }

  @Test
  void refusesStrangersAndWhenItIsOff() throws Exception {
    String id =
        Json.tree(begin("{}").andReturn().getResponse().getContentAsString())
            .path("upload_id")
            .asString();
    fakes.askAs("somebody");
    mvc.perform(get("/selfie/result/" + id)).andExpect(status().isNotFound());
    begin("{\"subject_id\": \"another\"}").andExpect(status().isForbidden());
    begin("{").andExpect(status().isBadRequest()).andExpect(jsonPath("$.error").isString());
    fakes.caller = null;
    begin("{}").andExpect(status().isUnauthorized()).andExpect(jsonPath("$.error").isString());
    mvc(Set.of("glamai")).perform(post("/selfie/upload")).andExpect(status().isNotFound());
  }
}
