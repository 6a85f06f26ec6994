package io.dermaflow.scoring;

import io.dermaflow.errors.DermaflowException;
import io.dermaflow.scoring.Survey.InvalidSurveyException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Looks at surveys before they are written anywhere, with the eyes of scoring. */
public final class SurveyCheck {

  private static final byte[] NOTHING_SAID = {'{', '}'};

  private SurveyCheck() {}

  /**
   * @param survey JSON in UTF-8
   * @param now answers given more than a day later are refused
   * @throws DermaflowException (usage) naming the field, what it holds, and what was expected
   */
  public static void check(byte[] survey, Instant now) {
    try {
      Survey.parse(survey, now);
    } catch (InvalidSurveyException e) {
      throw told(e);
    }
  }

  /**
   * A survey as a session of ours passes it on: everything that was said, as it was said, but whose
   * it is says the session. A time of answering that is ahead of ours is left out: it would stand
   * before what is said next.
   *
   * @param subjectId whose it is, or null for nobody's yet
   * @param survey JSON in UTF-8, or null when nothing was said
   * @throws DermaflowException (usage) naming the field, what it holds, and what was expected
   */
  public static byte[] said(@Nullable String subjectId, byte @Nullable [] survey, Instant now) {
    try {
      byte[] given = survey == null ? NOTHING_SAID : survey;
      Survey parsed = Survey.parse(given, now);
      ObjectNode fields = (ObjectNode) SurveyJson.read(given);
      fields.remove("subject_id");
      if (subjectId != null) {
        fields.put("subject_id", subjectId);
      }
      Instant answeredAt = parsed.answeredAt();
      if (answeredAt != null && answeredAt.isAfter(now)) {
        fields.remove("answered_at");
      }
      byte[] passedOn = fields.toString().getBytes(StandardCharsets.UTF_8);
      Survey.parse(passedOn, now);
      return passedOn;
    } catch (InvalidSurveyException e) {
      throw told(e);
    }
  }

  /** Messages of surveys are "what was found, expected what". */
  private static DermaflowException told(InvalidSurveyException e) {
    String message = String.valueOf(e.getMessage());
    int comma = Math.max(message.lastIndexOf(", expected "), message.lastIndexOf("; expected "));
    return DermaflowException.usage(
        comma < 0 ? message : message.substring(0, comma),
        comma < 0 ? "a survey" : message.substring(comma + ", expected ".length()),
        "it was made for another version");
  }
}
