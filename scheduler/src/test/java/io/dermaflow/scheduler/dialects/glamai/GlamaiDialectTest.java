package io.dermaflow.scheduler.dialects.glamai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.dermaflow.json.Json;
import io.dermaflow.scheduler.dialects.DialectFakes;
import io.dermaflow.scheduler.serving.Analyses.Status;
import io.dermaflow.scoring.OutcomeReason;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;

class GlamaiDialectTest {

  private final DialectFakes fakes = new DialectFakes();
  private final MockMvc mvc = mvc(DialectFakes.ALL);

  private MockMvc mvc(Set<String> on) {
    return fakes.mvc(
        on,
        new GlamaiErrors(),
        new GlamaiController(
            fakes,
            fakes.desk,
            new LookDesk(fakes.desk, fakes, fakes.savedLooks()),
            fakes.catalogue));
  }

  private String begin() throws Exception {
    String body = mvc.perform(post("/upload-url")).andReturn().getResponse().getContentAsString();
    return Json.tree(body).path("uploadId").asString();
  }

  private ResultActions send(String path, String user, String upload) throws Exception {
    return mvc.perform(
        post(path).content("{\"userId\": \"%s\", \"uploadId\": \"%s\"}".formatted(user, upload)));
  }

  private static void expectRecord(ResultActions answer, String user, String upload)
      throws Exception {
    answer
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.*", hasSize(9)))
        .andExpect(jsonPath("$.userId").value(user))
        .andExpect(jsonPath("$.uploadId").value(upload))
        .andExpect(jsonPath("$.skinTone").value("medium-warm"))
        .andExpect(jsonPath("$.faceShape").value("oval"))
        .andExpect(jsonPath("$.facialFeatures.lips").value("full"))
        .andExpect(jsonPath("$.facialFeatures.eyes").value("almond"))
        .andExpect(jsonPath("$.recommendedLook.name").isString())
        .andExpect(jsonPath("$.recommendedLook.foundationShade").isString())
        .andExpect(jsonPath("$.recommendedLook.lipstickShade").isString())
        .andExpect(jsonPath("$.recommendedLook.eyeshadowColours").isArray())
        .andExpect(jsonPath("$.recommendedLook.reasoning").isString())
        .andExpect(jsonPath("$.recommendedLook.products[0].name").isString())
        .andExpect(jsonPath("$.recommendedLook.products[0].link").isString())
        .andExpect(jsonPath("$.arPresetId").isString())
        .andExpect(jsonPath("$.productLinks").isArray())
        .andExpect(jsonPath("$.createdAt").value("2026-03-01T08:00:00Z"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/upload-url", "/get-presigned-url"})
  void signsAPlaceForAJpegWithoutABody(String path) throws Exception {
    mvc.perform(post(path))
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.*", hasSize(2)))
        .andExpect(jsonPath("$.uploadId").value("00000000-0000-4000-8000-000000000001"))
        .andExpect(jsonPath("$.url").value(containsString("X-Amz-Signature")));
    assertThat(fakes.wanted.get(0).contentType()).isEqualTo("image/jpeg");
    assertThat(fakes.wanted.get(0).contentLength()).isNull();
  }

  @Test
  void signsTheLengthThatIsDeclared() throws Exception {
    mvc.perform(post("/upload-url").content("{\"contentLength\": 1234}"));
    assertThat(fakes.wanted.get(0).contentLength()).isEqualTo(1234);
    mvc.perform(post("/upload-url").content("{\"contentLength\": 20971521}"))
        .andExpect(status().isBadRequest())
        .andExpect(jsonPath("$.message").value(containsString("20971520")));
  }

  @Test
  void makesALookKeepsItAndGivesItToTheArClient() throws Exception {
    String upload = begin();
    expectRecord(send("/analyze", "u1", upload), "u1", upload);
    expectRecord(mvc.perform(get("/look/" + upload)), "u1", upload);
    expectRecord(mvc.perform(get("/get-recommendation?uploadId=" + upload)), "u1", upload);
    mvc.perform(get("/look/" + upload + "?view=ar"))
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.*", hasSize(3)))
        .andExpect(jsonPath("$.lookName").isString())
        .andExpect(jsonPath("$.arPresetId").isString())
        .andExpect(jsonPath("$.products").isArray());
    mvc.perform(get("/looks/u1")).andExpect(jsonPath("$", hasSize(0)));
    expectRecord(send("/looks/save", "u1", upload), "u1", upload);
    mvc.perform(get("/looks/u1"))
        .andExpect(status().isOk())
        .andExpect(jsonPath("$", hasSize(1)))
        .andExpect(jsonPath("$[0].uploadId").value(upload));
  }

  @Test
  void savesAnotherLookByItsName() throws Exception {
    String upload = begin();
    send("/analyze", "u1", upload);
    mvc.perform(
            post("/looks/save")
                .content(
                    "{\"userId\": \"u1\", \"uploadId\": \"%s\", \"lookName\": \"Nope\"}"
                        .formatted(upload)))
        .andExpect(status().isBadRequest())
        .andExpect(jsonPath("$.message").value(containsString("one of")));
  }

  @Test
  void doesNotSayWhetherWhatIsSomebodyElsesIsThere() throws Exception {
    String upload = begin();
    send("/analyze", "u1", upload).andExpect(status().isOk());
    send("/analyze", "u2", upload).andExpect(status().isNotFound());
    fakes.askAs("u2");
    send("/analyze", "u1", upload)
        .andExpect(status().isForbidden())
        .andExpect(jsonPath("$.message").value("Forbidden"));
    send("/looks/save", "u2", upload).andExpect(status().isNotFound());
    mvc.perform(get("/look/" + upload)).andExpect(status().isNotFound());
    mvc.perform(get("/looks/u1")).andExpect(status().isForbidden());
    fakes.askAs("u3");
    assertThat(fakes.owners.get(begin())).isEqualTo("u3");
  }

  @Test
  void refusesWithAMessage() throws Exception {
    fakes.status = Status.NOT_ARRIVED;
    send("/analyze", "u1", begin()).andExpect(status().isNotFound());
    fakes.status = Status.ABSTAINED;
    fakes.reason = OutcomeReason.NO_FACE;
    send("/analyze", "u1", begin())
        .andExpect(status().isBadRequest())
        .andExpect(jsonPath("$.message").value("No face detected in the image"));
    send("/analyze", "u1", "nothing").andExpect(status().isNotFound());
    send("/analyze", "' or 1=1", "x").andExpect(status().isBadRequest());
    mvc.perform(post("/analyze").content("{\"userId\": "))
        .andExpect(status().isBadRequest())
        .andExpect(jsonPath("$.message").isString());
    mvc.perform(post("/analyze").content("{\"userId\": \"u1\"}"))
        .andExpect(status().isBadRequest())
        .andExpect(jsonPath("$.message").value(containsString("uploadId")));
    mvc.perform(get("/get-recommendation")).andExpect(status().isBadRequest());
    mvc.perform(get("/look/x?view=3d")).andExpect(status().isBadRequest());
    mvc.perform(get("/analyze")).andExpect(status().isMethodNotAllowed());
    mvc.perform(post("/upload-url").content("x".repeat(70_000))).andExpect(status().is(413));
    fakes.caller = null;
    mvc.perform(post("/upload-url"))
        .andExpect(status().isUnauthorized())
        .andExpect(jsonPath("$.message").value("Unauthorized"));
    mvc(Set.of())
        .perform(post("/upload-url"))
        .andExpect(status().isNotFound())
        .andExpect(jsonPath("$.message").value("Not Found"));
  }
}
