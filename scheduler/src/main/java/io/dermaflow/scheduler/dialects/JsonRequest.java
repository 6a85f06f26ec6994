package io.dermaflow.scheduler.dialects;

import io.dermaflow.json.Json;
import io.dermaflow.scheduler.serving.Ids;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON object that a request carries, whatever content type it declares: each name once, not
 * deep, not long. A field that is null is one that is not there.
 */
public final class JsonRequest {

  /** Longest body that is read. */
  static final int MOST_BYTES = 64 << 10;

  /** What ids of people and uploads are made of. */
  public static final String ID_EXPECTED = "1 to 128 letters, digits, . _ : -";

  private static final ObjectReader STRICT =
      Json.strict().reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private final ObjectNode fields;

  private JsonRequest(ObjectNode fields) {
    this.fields = fields;
  }

  /**
   * Reads the body.
   *
   * @throws NotJsonException when there is none, or it is not one JSON object
   */
  public static JsonRequest read(HttpServletRequest request) {
    byte[] body = body(request);
    if (body.length == 0) {
      throw new NotJsonException(true, 0, "The body is empty, expected a JSON object");
    }
    return parse(body);
  }

  /** Reads a body that may be left out: then it has no fields. */
  public static JsonRequest readOptional(HttpServletRequest request) {
    byte[] body = body(request);
    return body.length == 0 ? new JsonRequest(Json.strict().createObjectNode()) : parse(body);
  }

  private static byte[] body(HttpServletRequest request) {
    byte[] body;
    try {
      body = request.getInputStream().readNBytes(MOST_BYTES + 1);
    } catch (IOException e) {
      throw new RefusedRequestException(400, "The body could not be read to its end");
    }
    if (body.length > MOST_BYTES) {
      throw RefusedRequestException.tooLarge(MOST_BYTES);
    }
    return body;
  }

  private static JsonRequest parse(byte[] body) {
    JsonNode node;
    try {
      node = STRICT.readTree(body);
    } catch (JacksonException e) {
      long offset = e.getLocation() == null ? 0 : Math.max(0, e.getLocation().getByteOffset());
      throw new NotJsonException(
          false, offset, "The body is not JSON from byte %d on".formatted(offset));
    } catch (NumberFormatException e) { // 1e99999999999, which Jackson passes on as it is
      throw new NotJsonException(false, 0, "The body holds a number that nobody can read");
    }
    if (node instanceof ObjectNode object) {
      return new JsonRequest(object);
    }
    throw new NotJsonException(
        false,
        -1,
        "The body is a JSON %s, expected an object"
            .formatted(node.getNodeType().name().toLowerCase(Locale.ROOT)));
  }

  /** All fields as they are. */
  public ObjectNode fields() {
    return fields;
  }

  /** The value of a field, or null. */
  public @Nullable JsonNode find(String name) {
    return fields.hasNonNull(name) ? fields.path(name) : null;
  }

  /** The text of a field, or null where it is not there. */
  public @Nullable String findText(String name) {
    JsonNode value = find(name);
    if (value == null) {
      return null;
    }
    if (!value.isString()) {
      throw InvalidFieldException.wrong(name, value.toString(), "a text");
    }
    return value.stringValue();
  }

  /** The id in a field, or null where it is not there. */
  public @Nullable String findId(String name) {
    String value = findText(name);
    return value == null ? null : id(name, value);
  }

  /** The id in a field that must be there. */
  public String id(String name) {
    String value = findId(name);
    if (value == null) {
      throw InvalidFieldException.missing(name, "an id");
    }
    return value;
  }

  /** A whole number, or null where it is not there. */
  public @Nullable Long findNumber(String name, long least, long most) {
    JsonNode value = find(name);
    if (value == null) {
      return null;
    }
    if (!value.isIntegralNumber()
        || !value.canConvertToLong()
        || value.longValue() < least
        || value.longValue() > most) {
      throw InvalidFieldException.wrong(
          name, value.toString(), "a whole number from %d to %d".formatted(least, most));
    }
    return value.longValue();
  }

  /** One of some words, whatever its case, as it is written there; or null. */
  public @Nullable String findOneOf(String name, List<String> allowed) {
    JsonNode value = find(name);
    return value == null ? null : oneOf(name, value, allowed);
  }

  /** A value that must be one of some words, whatever its case. */
  public static String oneOf(String name, JsonNode value, List<String> allowed) {
    String text = value.isString() ? value.stringValue().strip() : value.toString();
    for (String word : allowed) {
      if (value.isString() && word.equalsIgnoreCase(text)) {
        return word;
      }
    }
    throw InvalidFieldException.notOneOf(name, text, allowed);
  }

  /** A value that must be an id. */
  public static String id(String name, String value) {
    if (!Ids.isSubject(value)) {
      throw InvalidFieldException.wrong(name, value, ID_EXPECTED);
    }
    return value;
  }
}
