package io.dermaflow.scoring;

import io.dermaflow.json.Json;
import io.dermaflow.scoring.Survey.InvalidSurveyException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.JsonNode;

/** Reads JSON that strangers wrote: to the letter, and within bounds. */
final class SurveyJson {

  private static final int SHOWN = 200;
  private static final String EXPECTED =
      "; expected one JSON object in UTF-8, each name once, at most %d levels deep"
          .formatted(Json.DEEPEST);

  private SurveyJson() {}

  /**
   * @throws InvalidSurveyException when the bytes are not one JSON object in UTF-8
   */
  static JsonNode read(byte[] bytes) throws InvalidSurveyException {
    try (JsonParser parser = Json.strict().createParser(text(bytes))) {
      return object(parser);
    }
  }

  private static JsonNode object(JsonParser parser) throws InvalidSurveyException {
    try {
      JsonNode node = Json.strict().readTree(parser);
      if (node == null || !node.isObject()) {
        String found = node == null || node.isMissingNode() ? "nothing" : shorten(node);
        throw new InvalidSurveyException("the survey is " + found + EXPECTED);
      }
      if (parser.nextToken() != null) {
        throw new InvalidSurveyException(
            "the survey goes on behind its object with " + parser.currentToken() + EXPECTED);
      }
      return node;
    } catch (JacksonException e) {
      // Jackson tells programmers how to allow what is forbidden.
      throw noJson(parser, e.getOriginalMessage().replaceFirst("(?s): enable `.*", ""));
    } catch (NumberFormatException e) { // 1e99999999999, which Jackson passes on as it is
      throw noJson(parser, String.valueOf(e.getMessage()));
    }
  }

  private static InvalidSurveyException noJson(JsonParser parser, String what) {
    String at = parser.streamReadContext().pathAsPointer().toString();
    return new InvalidSurveyException(
        "the survey is no JSON at '%s': %s%s".formatted(cut(at), cut(what), EXPECTED));
  }

  private static String text(byte[] bytes) throws InvalidSurveyException {
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new InvalidSurveyException("the survey is not in UTF-8" + EXPECTED);
    }
    if (text.startsWith("\uFEFF")) {
      throw new InvalidSurveyException("the survey begins with a byte order mark" + EXPECTED);
    }
    if (text.indexOf('\0') >= 0) {
      throw new InvalidSurveyException("the survey has zero bytes, as UTF-16 has" + EXPECTED);
    }
    return text;
  }

  /** As JSON, not too long to be shown. */
  static String shorten(JsonNode value) {
    return cut(value.toString());
  }

  private static String cut(String text) {
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
  }
}
