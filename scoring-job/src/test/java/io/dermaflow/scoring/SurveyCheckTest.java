package io.dermaflow.scoring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dermaflow.errors.DermaflowException;
import io.dermaflow.json.Json;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class SurveyCheckTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  private static JsonNode said(@Nullable String subject, @Nullable String survey) {
    byte[] given = survey == null ? null : survey.getBytes(UTF_8);
    return Json.tree(new String(SurveyCheck.said(subject, given, NOW), UTF_8));
  }

  @Test
  void namesFieldValueAndWhatWasExpected() {
    assertThatThrownBy(
            () -> SurveyCheck.check("{\"skin_type\": \"a, expected b\"}".getBytes(UTF_8), NOW))
        .isInstanceOf(DermaflowException.class)
        .hasMessageStartingWith(
            "skin_type is \"a, expected b\"; expected one of [combo, dry, oily, sensitive]");
    assertThatThrownBy(() -> SurveyCheck.check("[1]".getBytes(UTF_8), NOW))
        .hasMessageStartingWith("the survey is [1]; expected one JSON object");
    assertThatCode(() -> SurveyCheck.check("{}".getBytes(UTF_8), NOW)).doesNotThrowAnyException();
  }

  @Test
  void letsTheSessionSayWhoseASurveyIs() {
    JsonNode survey =
        said("ann", "{\"subject_id\": \"bob\", \"age\": 30, \"new\": {\"x\": 1e400}}");
    assertThat(survey.path("subject_id").asString()).isEqualTo("ann");
    assertThat(survey.path("age").asInt()).isEqualTo(30);
    assertThat(survey.path("new").has("x")).isTrue();
    assertThat(said(null, "{\"subject_id\": \"bob\", \"age\": 30}").has("subject_id")).isFalse();
    assertThat(said("ann", null)).isEqualTo(Json.tree("{\"subject_id\": \"ann\"}"));
  }

  @Test
  void leavesATimeOutThatHasNotComeYet() {
    assertThat(said("ann", "{\"answered_at\": \"2026-03-01T12:00:01Z\"}").has("answered_at"))
        .isFalse();
    assertThat(said("ann", "{\"answered_at\": \"2026-03-01T12:00:00Z\"}").has("answered_at"))
        .isTrue();
  }
}
