package io.dermaflow.scoring;

import io.dermaflow.json.Json;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * What a person said.
 *
 * @param subjectId pseudonymous id of the person, or null
 * @param answeredAt when, or null
 * @param canonical all known answers as JSON with sorted names
 */
record Survey(@Nullable String subjectId, @Nullable Instant answeredAt, String canonical) {

  private static final Set<String> TYPES = Set.of("dry", "oily", "combo", "sensitive");
  private static final Set<String> CONCERNS = Set.of("acne", "redness", "pigmentation", "dryness");
  private static final Set<String> BUDGETS = Set.of("<RM50", "RM50-150", ">RM150");
  private static final int MOST_CHARACTERS = 200;

  /** A survey that cannot be used, with the reason for a person. */
  static final class InvalidSurveyException extends Exception {
    InvalidSurveyException(String message) {
      super(message);
    }
  }

  static Survey parse(byte[] bytes) throws InvalidSurveyException {
    JsonNode node;
    try {
      node = Json.mapper().readTree(bytes);
    } catch (JacksonException e) {
      throw new InvalidSurveyException("not JSON: " + e.getOriginalMessage());
    }
    if (node == null || !node.isObject()) {
      throw new InvalidSurveyException("not a JSON object");
    }
    Map<String, Object> answers = new TreeMap<>();
    one(node, "skin_type", TYPES, answers);
    one(node, "budget", BUDGETS, answers);
    list(node, "concerns", CONCERNS, answers);
    list(node, "allergies", Set.of(), answers);
    list(node, "current_actives", Set.of(), answers);
    number(node, answers);
    text(node, "gender", answers);
    if (node.has("pregnant")) {
      if (!node.path("pregnant").isBoolean()) {
        throw new InvalidSurveyException(
            "pregnant is " + node.path("pregnant") + ", expected true or false");
      }
      answers.put("pregnant", node.path("pregnant").asBoolean());
    }
    return new Survey(subject(node), answeredAt(node), Json.write(answers));
  }

  private static @Nullable String subject(JsonNode node) throws InvalidSurveyException {
    if (!node.hasNonNull("subject_id")) {
      return null;
    }
    JsonNode value = node.path("subject_id");
    if (!value.isString() || !value.asString().matches("[A-Za-z0-9._:-]{1,128}")) {
      throw new InvalidSurveyException(
          "subject_id is " + shorten(value) + ", expected 1 to 128 letters, digits, . _ : -");
    }
    return value.asString();
  }

  private static @Nullable Instant answeredAt(JsonNode node) throws InvalidSurveyException {
    if (!node.hasNonNull("answered_at")) {
      return null;
    }
    try {
      return Instant.parse(node.path("answered_at").asString(""));
    } catch (DateTimeParseException e) {
      throw new InvalidSurveyException(
          "answered_at is " + shorten(node.path("answered_at")) + ", expected ISO 8601 in UTC");
    }
  }

  private static void one(
      JsonNode node, String name, Set<String> allowed, Map<String, Object> answers)
      throws InvalidSurveyException {
    if (!node.hasNonNull(name)) {
      return;
    }
    String value = node.path(name).asString("");
    String folded =
        name.equals("budget") ? value.replace('–', '-') : value.toLowerCase(Locale.ROOT);
    if (!allowed.contains(folded)) {
      throw new InvalidSurveyException(
          name
              + " is "
              + shorten(node.path(name))
              + ", expected one of "
              + allowed.stream().sorted().toList());
    }
    answers.put(name, folded);
  }

  private static void list(
      JsonNode node, String name, Set<String> allowed, Map<String, Object> answers)
      throws InvalidSurveyException {
    if (!node.hasNonNull(name)) {
      return;
    }
    JsonNode values = node.path(name);
    if (!values.isArray() || values.size() > 50) {
      throw new InvalidSurveyException(name + " is " + shorten(values) + ", expected a list");
    }
    List<String> found = new java.util.ArrayList<>();
    for (JsonNode value : values) {
      String text = value.asString("").toLowerCase(Locale.ROOT).strip();
      boolean fits =
          allowed.isEmpty() ? !text.isEmpty() && text.length() <= 80 : allowed.contains(text);
      if (!fits) {
        throw new InvalidSurveyException(
            name
                + " has "
                + shorten(value)
                + (allowed.isEmpty()
                    ? ", expected a word"
                    : ", expected some of " + allowed.stream().sorted().toList()));
      }
      found.add(text);
    }
    answers.put(name, found.stream().distinct().sorted().toList());
  }

  private static void number(JsonNode node, Map<String, Object> answers)
      throws InvalidSurveyException {
    if (!node.hasNonNull("age")) {
      return;
    }
    JsonNode age = node.path("age");
    if (!age.isIntegralNumber() || age.asInt() < 0 || age.asInt() > 120) {
      throw new InvalidSurveyException("age is " + shorten(age) + ", expected 0 to 120");
    }
    answers.put("age", age.asInt());
  }

  private static void text(JsonNode node, String name, Map<String, Object> answers)
      throws InvalidSurveyException {
    if (!node.hasNonNull(name)) {
      return;
    }
    JsonNode value = node.path(name);
    if (!value.isString() || value.asString().length() > 40) {
      throw new InvalidSurveyException(name + " is " + shorten(value) + ", expected a word");
    }
    answers.put(name, value.asString().toLowerCase(Locale.ROOT));
  }

  private static String shorten(JsonNode value) {
    String text = value.toString();
    return text.length() <= MOST_CHARACTERS ? text : text.substring(0, MOST_CHARACTERS) + "…";
  }
}
