package io.dermaflow.scheduler.dialects.selfie;

import io.dermaflow.scheduler.dialects.InvalidFieldException;
import io.dermaflow.scheduler.dialects.JsonRequest;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The survey of this dialect in the words of ours; what else is said goes along as it is. */
final class SelfieSurvey {

  static final List<String> SKIN_TYPES = List.of("Dry", "Oily", "Combo", "Sensitive");
  static final List<String> CONCERNS = List.of("Acne", "Redness", "Pigmentation", "Dryness");
  static final List<String> BUDGETS = List.of("<RM50", "RM50–RM150", ">RM150");

  private static final List<String> OUR_BUDGETS = List.of("<RM50", "RM50-150", ">RM150");

  /** Fields of the request that are no answers. */
  private static final List<String> NO_ANSWERS =
      List.of("subject_id", "content_type", "content_length");

  private SelfieSurvey() {}

  /**
   * @throws InvalidFieldException naming the field and what it may hold
   */
  static ObjectNode ours(JsonRequest said) {
    ObjectNode survey = said.fields().deepCopy();
    survey.remove(NO_ANSWERS);
    String type = said.findOneOf("skin_type", SKIN_TYPES);
    if (type != null) {
      survey.put("skin_type", type.toLowerCase(Locale.ROOT));
    }
    JsonNode concerns = said.find("concerns");
    if (concerns != null) {
      survey.set("concerns", concerns(concerns, survey.arrayNode()));
    }
    JsonNode budget = said.find("budget");
    if (budget != null) {
      survey.put("budget", budget(budget));
    }
    return survey;
  }

  private static ArrayNode concerns(JsonNode said, ArrayNode ours) {
    if (!said.isArray()) {
      throw InvalidFieldException.wrong(
          "concerns", said.toString(), "a list of " + String.join(", ", CONCERNS));
    }
    for (JsonNode one : said) {
      ours.add(JsonRequest.oneOf("concerns", one, CONCERNS).toLowerCase(Locale.ROOT));
    }
    return ours;
  }

  /** With an en dash or a hyphen, with spaces or without, the second RM or not. */
  private static String budget(JsonNode said) {
    String text = said.isString() ? said.stringValue() : said.toString();
    String plain =
        text.replaceAll("[\\s\\u00a0]", "")
            .toUpperCase(Locale.ROOT)
            .replaceAll("[\\u2010-\\u2015]", "-")
            .replace("-RM", "-");
    if (!said.isString() || !OUR_BUDGETS.contains(plain)) {
      throw InvalidFieldException.notOneOf("budget", text, BUDGETS);
    }
    return plain;
  }
}
