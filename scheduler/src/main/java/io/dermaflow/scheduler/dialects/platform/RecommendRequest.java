package io.dermaflow.scheduler.dialects.platform;

import io.dermaflow.scheduler.dialects.platform.InvalidRequestException.FieldError;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What {@code POST /recommend-products/} asks.
 *
 * @param skinType code of the skin type; any that is not known means no type in particular
 * @param age in years
 * @param gender any word
 * @param skinConcerns in the person's own words
 */
record RecommendRequest(int skinType, int age, String gender, String skinConcerns) {

  private static final int OLDEST = 120;
  private static final int LONGEST = 1000;

  /**
   * Reads the fields as FastAPI would: a whole number may be written as a text.
   *
   * @throws InvalidRequestException naming all fields that are wrong
   */
  static RecommendRequest of(ObjectNode body) {
    Reading reading = new Reading(body);
    Integer skinType = reading.integer("skin_type", Integer.MIN_VALUE, Integer.MAX_VALUE);
    Integer age = reading.integer("age", 0, OLDEST);
    String gender = reading.text("gender");
    String concerns = reading.text("skin_concerns");
    if (skinType == null || age == null || gender == null || concerns == null) {
      throw new InvalidRequestException(reading.errors);
    }
    return new RecommendRequest(skinType, age, gender, concerns);
  }

  /** Reading fields and noting what is wrong with each. */
  private static final class Reading {

    private final ObjectNode body;
    private final List<FieldError> errors = new ArrayList<>();

    Reading(ObjectNode body) {
      this.body = body;
    }

    @Nullable Integer integer(String name, int least, int most) {
      JsonNode value = body.get(name);
      if (value == null) {
        return wrong(name, "Field required", "missing");
      }
      BigDecimal number;
      try {
        number = number(value);
      } catch (NumberFormatException e) {
        return wrong(
            name,
            "Input should be a valid integer, unable to parse string as an integer",
            "int_parsing");
      }
      if (number == null) {
        return wrong(name, "Input should be a valid integer", "int_type");
      }
      if (number.stripTrailingZeros().scale() > 0) {
        return wrong(
            name,
            "Input should be a valid integer, got a number with a fractional part",
            "int_from_float");
      }
      if (number.compareTo(BigDecimal.valueOf(least)) < 0) {
        return wrong(
            name, "Input should be greater than or equal to " + least, "greater_than_equal");
      }
      if (number.compareTo(BigDecimal.valueOf(most)) > 0) {
        return wrong(name, "Input should be less than or equal to " + most, "less_than_equal");
      }
      return number.intValueExact();
    }

    /** A number, or digits in a text; null for anything else. */
    private static @Nullable BigDecimal number(JsonNode value) {
      if (value.isNumber()) {
        return value.decimalValue();
      }
      if (!value.isString()) {
        return null;
      }
      String text = value.stringValue().strip();
      if (!text.matches("[+-]?\\d{1,18}")) {
        throw new NumberFormatException("no whole number");
      }
      return new BigDecimal(text);
    }

    @Nullable String text(String name) {
      JsonNode value = body.get(name);
      if (value == null) {
        return wrong(name, "Field required", "missing");
      }
      if (!value.isString()) {
        return wrong(name, "Input should be a valid string", "string_type");
      }
      if (value.stringValue().length() > LONGEST) {
        return wrong(
            name, "String should have at most " + LONGEST + " characters", "string_too_long");
      }
      return value.stringValue();
    }

    private <T> @Nullable T wrong(String name, String msg, String type) {
      errors.add(new FieldError(List.of("body", name), msg, type));
      return null;
    }
  }
}
