package io.dermaflow.scoring;

import io.dermaflow.scoring.Survey.InvalidSurveyException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The fields of a JSON object that strangers wrote, each as the type it ought to have. Every method
 * gives null for a field that is missing or null, and complains of the field, what it holds and
 * what was expected.
 */
final class Answers {

  private static final int MOST_IN_A_LIST = 50;
  private static final int LONGEST_IN_A_LIST = 80;
  private static final int LONGEST_WORD = 40;
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._:-]{1,128}");

  private final JsonNode fields;

  /** What messages put before the name of a field. */
  private final String path;

  private Answers(JsonNode fields, String path) {
    this.fields = fields;
    this.path = path;
  }

  /**
   * @throws InvalidSurveyException when the bytes are not one JSON object in UTF-8
   */
  static Answers read(byte[] bytes) throws InvalidSurveyException {
    return new Answers(SurveyJson.read(bytes), "");
  }

  /** One of some words, whatever its case. */
  @Nullable String choice(String name, Set<String> allowed) throws InvalidSurveyException {
    JsonNode value = given(name);
    return value == null
        ? null
        : oneOf(name, value, string(value).toLowerCase(Locale.ROOT), allowed);
  }

  /** One of some ranges, with a hyphen or a dash. */
  @Nullable String priceBand(String name, Set<String> allowed) throws InvalidSurveyException {
    JsonNode value = given(name);
    return value == null ? null : oneOf(name, value, string(value).replace('–', '-'), allowed);
  }

  /**
   * A list of words in lower case, sorted, each once.
   *
   * @param allowed the words that may be in it; any where this is empty
   */
  @Nullable List<String> words(String name, Set<String> allowed) throws InvalidSurveyException {
    JsonNode values = given(name);
    if (values == null) {
      return null;
    }
    if (!values.isArray() || values.size() > MOST_IN_A_LIST) {
      throw unexpected(name, values, "a list of at most " + MOST_IN_A_LIST);
    }
    List<String> found = new ArrayList<>();
    for (JsonNode value : values) {
      String text = string(value).toLowerCase(Locale.ROOT).strip();
      String place = name + "[" + found.size() + "]";
      if (!allowed.isEmpty()) {
        oneOf(place, value, text, allowed);
      } else if (text.isEmpty() || text.length() > LONGEST_IN_A_LIST || !plain(text)) {
        throw unexpected(place, value, "a word of at most " + LONGEST_IN_A_LIST + " characters");
      }
      found.add(text);
    }
    return found.stream().distinct().sorted().toList();
  }

  /** A whole number from 0 on. */
  @Nullable Integer number(String name, int most) throws InvalidSurveyException {
    JsonNode value = given(name);
    if (value == null) {
      return null;
    }
    if (!value.isIntegralNumber()
        || !value.canConvertToInt()
        || value.intValue() < 0
        || value.intValue() > most) {
      throw unexpected(name, value, "a whole number, 0 to " + most);
    }
    return value.intValue();
  }

  /** A word in lower case. */
  @Nullable String word(String name) throws InvalidSurveyException {
    JsonNode value = given(name);
    if (value == null) {
      return null;
    }
    String text = string(value);
    if (!value.isString() || text.length() > LONGEST_WORD || !plain(text)) {
      throw unexpected(name, value, "a word of at most " + LONGEST_WORD + " characters");
    }
    return text.toLowerCase(Locale.ROOT);
  }

  @Nullable Boolean yesOrNo(String name) throws InvalidSurveyException {
    JsonNode value = given(name);
    if (value == null) {
      return null;
    }
    if (!value.isBoolean()) {
      throw unexpected(name, value, "true or false");
    }
    return value.booleanValue();
  }

  /** The answers of an object of yes and no, sorted; empty where nothing is answered. */
  Map<String, Boolean> yesOrNos(String name, Set<String> names) throws InvalidSurveyException {
    Map<String, Boolean> found = new TreeMap<>();
    JsonNode value = given(name);
    if (value == null) {
      return found;
    }
    if (!value.isObject()) {
      throw unexpected(name, value, "an object with true or false for " + sorted(names));
    }
    Answers inner = new Answers(value, path + name + ".");
    for (String one : sorted(names)) {
      Boolean answer = inner.yesOrNo(one);
      if (answer != null) {
        found.put(one, answer);
      }
    }
    return found;
  }

  /** An id as it is written. */
  @Nullable String id(String name) throws InvalidSurveyException {
    JsonNode value = given(name);
    if (value == null) {
      return null;
    }
    if (!ID.matcher(string(value)).matches()) {
      throw unexpected(name, value, "an id of 1 to 128 letters, digits, . _ : -");
    }
    return string(value);
  }

  /** A time, not outside of these. */
  @Nullable Instant instant(String name, Instant from, Instant to) throws InvalidSurveyException {
    JsonNode value = given(name);
    if (value == null) {
      return null;
    }
    Instant time;
    try {
      time = Instant.parse(string(value));
    } catch (DateTimeException e) {
      throw unexpected(name, value, "a time as ISO 8601, e.g. 2026-01-31T12:00:00Z");
    }
    if (time.isBefore(from) || time.isAfter(to)) {
      throw unexpected(name, value, "a time from " + from + " to " + to);
    }
    return time;
  }

  private @Nullable JsonNode given(String name) {
    return fields.hasNonNull(name) ? fields.path(name) : null;
  }

  /** The text; empty where the value is of another type. */
  private static String string(JsonNode value) {
    return value.isString() ? value.stringValue() : "";
  }

  private String oneOf(String name, JsonNode value, String text, Set<String> allowed)
      throws InvalidSurveyException {
    if (!allowed.contains(text)) {
      throw unexpected(name, value, "one of " + sorted(allowed));
    }
    return text;
  }

  /** A table can hold no zero bytes and no halves of characters, and nobody answers with those. */
  private static boolean plain(String text) {
    return text.chars().noneMatch(Character::isISOControl)
        && StandardCharsets.UTF_8.newEncoder().canEncode(text);
  }

  private InvalidSurveyException unexpected(String name, JsonNode value, String expected) {
    return new InvalidSurveyException(
        path + name + " is " + SurveyJson.shorten(value) + ", expected " + expected);
  }

  private static List<String> sorted(Set<String> words) {
    return words.stream().sorted().toList();
  }
}
