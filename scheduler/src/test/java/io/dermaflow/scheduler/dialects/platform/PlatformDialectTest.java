package io.dermaflow.scheduler.dialects.platform;

import static org.hamcrest.Matchers.hasSize;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.dermaflow.errors.DermaflowException;
import io.dermaflow.scheduler.dialects.DialectFakes;
import io.dermaflow.scheduler.serving.Analyses.Status;
import io.dermaflow.scoring.OutcomeReason;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;

class PlatformDialectTest {

  private static final MockMultipartFile FILE =
      new MockMultipartFile("file", "me.jpg", "image/jpeg", new byte[] {1, 2, 3});

  private final DialectFakes fakes = new DialectFakes();
  private final MockMvc mvc = mvc(DialectFakes.ALL);

  private MockMvc mvc(Set<String> on) {
    return fakes.mvc(
        on,
        new PlatformErrors(),
        new PlatformController(fakes, fakes, fakes.recommenders, fakes.pictures, fakes.clock));
  }

  private ResultActions recommend(String body) throws Exception {
    return mvc.perform(post("/recommend-products/").content(body));
  }

  private static String request(String type, String concerns) {
    return """
        {"skin_type": %s, "age": 25, "gender": "female", "skin_concerns": "%s"}"""
        .formatted(type, concerns);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/upload-image/", "/upload-image"})
  void answersAPictureWithATypeAndTheMessage(String path) throws Exception {
    mvc.perform(multipart(path).file(FILE))
        .andExpect(status().isOk())
        .andExpect(
            content()
                .json(
                    """
                    {"skin_type": 0, "message": "Image uploaded and analyzed successfully"}""",
                    org.springframework.test.json.JsonCompareMode.STRICT));
  }

  @ParameterizedTest
  @CsvSource({"OILY,0", "DRY,1", "NORMAL,2", "COMBINATION,3", "WRINKLY,4", "SENSITIVE,5", ",2"})
  void codesTypesInOrder(String type, int code) throws Exception {
    fakes.skinType = type;
    mvc.perform(multipart("/upload-image/").file(FILE))
        .andExpect(jsonPath("$.skin_type").value(code));
  }

  @ParameterizedTest
  @CsvSource({
    "0, Oil Control Cleanser, Mattifying Moisturizer",
    "1, Hydrating Cleanser, Moisturizing Serum",
    "2, Gentle Cleanser, Balanced Moisturizer",
    "3, Gentle Cleanser, Balanced Moisturizer",
    "4, Gentle Cleanser, Balanced Moisturizer",
    "5, Gentle Cleanser, Balanced Moisturizer",
    "17, Gentle Cleanser, Balanced Moisturizer"
  })
  void recommendsTheExamplesOfItsDesign(String type, String first, String second) throws Exception {
    recommend(request(type, "none"))
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.*", hasSize(1)))
        .andExpect(jsonPath("$.recommendations", hasSize(2)))
        .andExpect(jsonPath("$.recommendations[0]").value(first))
        .andExpect(jsonPath("$.recommendations[1]").value(second));
  }

  @Test
  void addsAThirdForAConcern() throws Exception {
    recommend(request("0", "acne, dark spots"))
        .andExpect(jsonPath("$.recommendations", hasSize(3)))
        .andExpect(jsonPath("$.recommendations[0]").value("Oil Control Cleanser"));
  }

  @Test
  void takesNumbersWrittenAsTexts() throws Exception {
    recommend(request("\"1\"", ""))
        .andExpect(jsonPath("$.recommendations[0]").value("Hydrating Cleanser"));
  }

  @Test
  void namesAllFieldsThatAreWrong() throws Exception {
    recommend("{\"skin_type\": \"oily\", \"age\": 200, \"gender\": 1}")
        .andExpect(status().is(422))
        .andExpect(jsonPath("$.detail", hasSize(4)))
        .andExpect(jsonPath("$.detail[0].loc[0]").value("body"))
        .andExpect(jsonPath("$.detail[0].loc[1]").value("skin_type"))
        .andExpect(jsonPath("$.detail[0].type").value("int_parsing"))
        .andExpect(jsonPath("$.detail[1].loc[1]").value("age"))
        .andExpect(jsonPath("$.detail[1].type").value("less_than_equal"))
        .andExpect(jsonPath("$.detail[2].type").value("string_type"))
        .andExpect(jsonPath("$.detail[3].loc[1]").value("skin_concerns"))
        .andExpect(jsonPath("$.detail[3].msg").value("Field required"))
        .andExpect(jsonPath("$.detail[3].type").value("missing"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"skin_type\": 0,|json_invalid",
        "[1]|model_attributes_type",
        "{\"skin_type\": 1e99999999999}|json_invalid",
        "{\"skin_type\": 1e400}|less_than_equal",
        "{\"skin_type\": 1, \"skin_type\": 2}|json_invalid",
        "{\"skin_type\": 0.5}|int_from_float",
        "{\"skin_type\": true}|int_type",
        "{\"skin_type\": 99999999999999999999}|less_than_equal"
      })
  void refusesWhatIsNoRequest(String body, String type) throws Exception {
    recommend(body).andExpect(status().is(422)).andExpect(jsonPath("$.detail[0].type").value(type));
  }

  @Test
  void saysThatTheFileIsMissing() throws Exception {
    mvc.perform(post("/upload-image/"))
        .andExpect(status().is(422))
        .andExpect(jsonPath("$.detail[0].loc[1]").value("file"))
        .andExpect(jsonPath("$.detail[0].type").value("missing"));
    recommend("")
        .andExpect(status().is(422))
        .andExpect(jsonPath("$.detail[0].loc[0]").value("body"));
  }

  @Test
  void refusesPicturesWithAReason() throws Exception {
    fakes.status = Status.ABSTAINED;
    fakes.reason = OutcomeReason.NO_FACE;
    mvc.perform(multipart("/upload-image/").file(FILE))
        .andExpect(status().isBadRequest())
        .andExpect(jsonPath("$.detail").value("No face detected in the image"));
    fakes.status = Status.SET_ASIDE;
    fakes.reason = OutcomeReason.TOO_LARGE;
    mvc.perform(multipart("/upload-image/").file(FILE)).andExpect(status().is(413));
    mvc.perform(
            multipart("/upload-image/")
                .file(new MockMultipartFile("file", "a.txt", "text/plain", new byte[1])))
        .andExpect(status().isBadRequest());
    mvc.perform(
            multipart("/upload-image/")
                .file(
                    new MockMultipartFile("file", "a.jpg", "image/jpeg", new byte[(20 << 20) + 1])))
        .andExpect(status().is(413))
        .andExpect(jsonPath("$.detail").isString());
  }

  @Test
  void refusesStrangersOtherMethodsAndWhenItIsOff() throws Exception {
    fakes.caller = null;
    recommend(request("0", "")).andExpect(status().isUnauthorized());
    mvc.perform(get("/recommend-products"))
        .andExpect(status().isMethodNotAllowed())
        .andExpect(header().string("Allow", "POST"))
        .andExpect(jsonPath("$.detail").value("Method Not Allowed"));
    mvc(Set.of("selfie"))
        .perform(post("/recommend-products"))
        .andExpect(status().isNotFound())
        .andExpect(jsonPath("$.detail").value("Not Found"));
  }

  @Test
  void isUnavailableWithoutAModel() throws Exception {
    fakes.failure = DermaflowException.failed("No model has been promoted", "one", "train one");
    mvc.perform(multipart("/upload-image/").file(FILE))
        .andExpect(status().isServiceUnavailable())
        .andExpect(jsonPath("$.detail").isString());
  }
}
