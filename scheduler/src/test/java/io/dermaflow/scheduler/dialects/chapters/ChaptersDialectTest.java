package io.dermaflow.scheduler.dialects.chapters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.dermaflow.scheduler.dialects.DialectFakes;
import io.dermaflow.scheduler.serving.Analyses.Status;
import io.dermaflow.scoring.OutcomeReason;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.json.JsonCompareMode;
import org.springframework.test.web.servlet.MockMvc;

class ChaptersDialectTest {

  private static final String PATH = "/v1/analyze/skin";
  private static final MockMultipartFile IMAGE =
      new MockMultipartFile("image", "me.jpg", "image/jpeg", new byte[] {1, 2, 3});

  private final DialectFakes fakes = new DialectFakes();
  private final MockMvc mvc = mvc(DialectFakes.ALL);

  private MockMvc mvc(Set<String> on) {
    return fakes.mvc(
        on, new ChaptersErrors(), new ChaptersController(fakes, fakes, fakes.desk, fakes.pictures));
  }

  @Test
  void answersEveryFieldOfItsDesignAndKeepsNothing() throws Exception {
    mvc.perform(multipart(PATH).file(IMAGE))
        .andExpect(status().isOk())
        .andExpect(
            content()
                .json(
                    """
                    {"skin_type": "oily", "conditions": ["acne", "blackheads"], "skin_score": 74,
                     "recommended_chapter": 6,
                     "analysis_id": "11111111-2222-4333-8444-555555555555",
                     "created_at": "2026-03-01T08:00:00Z"}""",
                    JsonCompareMode.STRICT));
    assertThat(fakes.owners).isEmpty();
  }

  @Test
  void keepsTheAnalysisOfAUserFromTheQueryOnly() throws Exception {
    mvc.perform(multipart(PATH).file(IMAGE).param("user_id", "in-the-form"))
        .andExpect(status().isOk());
    mvc.perform(multipart(PATH + "?user_id=").file(IMAGE)).andExpect(status().isOk());
    assertThat(fakes.owners).isEmpty();
    mvc.perform(multipart(PATH + "?user_id=u-1").file(IMAGE)).andExpect(status().isOk());
    assertThat(fakes.owners.values()).containsExactly("u-1");
  }

  @Test
  void labelsConditionsInTheirOrderWithUnderscores() throws Exception {
    fakes.conditions = Map.of("UNEVEN_TEXTURE", 0.7, "ACNE", 0.4, "HYPERPIGMENTATION", 0.6);
    fakes.recommends = false; // then the chapter is chosen of the features
    mvc.perform(multipart(PATH).file(IMAGE))
        .andExpect(jsonPath("$.conditions[0]").value("hyperpigmentation"))
        .andExpect(jsonPath("$.conditions[1]").value("uneven_texture"))
        .andExpect(jsonPath("$.recommended_chapter").value(5));
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "ABSTAINED,NO_FACE,400,No face detected in the image",
        "SET_ASIDE,NOT_A_PICTURE,400,Invalid image format",
        "SET_ASIDE,CUT_OFF,400,Invalid image format",
        "SET_ASIDE,TOO_LARGE,413,-",
        "ABSTAINED,BLURRED,400,-",
        "SET_ASIDE,UNREADABLE,500,Analysis failed"
      })
  void refusesPicturesInItsWords(Status what, OutcomeReason reason, int code, String detail)
      throws Exception {
    fakes.status = what;
    fakes.reason = reason;
    mvc.perform(multipart(PATH).file(IMAGE))
        .andExpect(status().is(code))
        .andExpect(
            detail == null ? jsonPath("$.detail").isString() : jsonPath("$.detail").value(detail));
  }

  @Test
  void refusesOtherContentTypesMissingImagesAndStrangeIds() throws Exception {
    mvc.perform(
            multipart(PATH)
                .file(new MockMultipartFile("image", "a.txt", "text/plain", new byte[1])))
        .andExpect(status().isBadRequest())
        .andExpect(jsonPath("$.detail").value("Invalid image format"));
    mvc.perform(post(PATH)).andExpect(status().is(422)).andExpect(jsonPath("$.detail").isString());
    mvc.perform(multipart(PATH + "?user_id=a%27%20or%201=1").file(IMAGE))
        .andExpect(status().is(422));
    mvc.perform(
            multipart(PATH)
                .file(new MockMultipartFile("image", "a", "image/png", new byte[(20 << 20) + 1])))
        .andExpect(status().is(413));
  }

  @Test
  void refusesWhoeverHasNoKeyOrAnotherSubject() throws Exception {
    fakes.askAs("me");
    mvc.perform(multipart(PATH + "?user_id=you").file(IMAGE))
        .andExpect(status().isForbidden())
        .andExpect(jsonPath("$.detail").isString());
    fakes.caller = null;
    mvc.perform(multipart(PATH).file(IMAGE))
        .andExpect(status().isUnauthorized())
        .andExpect(jsonPath("$.detail").isString());
  }

  @Test
  void failsInItsWordsAndIsNotThereWhenItIsOff() throws Exception {
    fakes.failure = new IllegalStateException("a secret");
    mvc.perform(multipart(PATH).file(IMAGE))
        .andExpect(status().isInternalServerError())
        .andExpect(content().json("{\"detail\": \"Analysis failed\"}", JsonCompareMode.STRICT));
    mvc(Set.of()).perform(multipart(PATH).file(IMAGE)).andExpect(status().isNotFound());
  }
}
