package io.dermaflow.client;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.dermaflow.client.ProblemException.FieldError;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;

/** JSON as the API speaks it. Fields that a newer platform adds are left alone. */
final class Codec {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .changeDefaultPropertyInclusion(
              included -> included.withValueInclusion(JsonInclude.Include.NON_NULL))
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(EnumFeature.READ_UNKNOWN_ENUM_VALUES_USING_DEFAULT_VALUE)
          .build();

  private record Told(
      @Nullable String code,
      @Nullable String title,
      @Nullable String detail,
      @Nullable List<FieldError> errors) {}

  private Codec() {}

  static byte[] write(Object value) {
    return MAPPER.writeValueAsBytes(value);
  }

  /**
   * @throws UnreachableException when it is not what the API answers, e.g. a proxy's page
   */
  static <T> T read(byte[] json, Class<T> type) {
    try {
      T value = MAPPER.readValue(json, type);
      if (value != null) {
        return value;
      }
    } catch (JacksonException e) {
      throw new UnreachableException("the answer is no " + type.getSimpleName(), true, e);
    }
    throw new UnreachableException("the answer is no " + type.getSimpleName(), true, null);
  }

  static String text(byte[] body) {
    return new String(body, StandardCharsets.UTF_8);
  }

  /** A refusal; one that is not told as a problem, e.g. by a proxy, has no code. */
  static ProblemException problem(int status, byte[] body, @Nullable Duration retryAfter) {
    Told told;
    try {
      told = MAPPER.readValue(body, Told.class);
    } catch (JacksonException e) {
      told = null;
    }
    if (told == null) {
      return new ProblemException(status, "", "no problem was told", List.of(), retryAfter);
    }
    String detail = told.detail() == null ? told.title() : told.detail();
    return new ProblemException(
        status,
        told.code() == null ? "" : told.code(),
        detail == null ? "no detail was told" : detail,
        told.errors() == null ? List.of() : told.errors(),
        retryAfter);
  }
}
