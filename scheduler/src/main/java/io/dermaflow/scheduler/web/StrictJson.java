package io.dermaflow.scheduler.web;

import io.dermaflow.json.Json;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.JsonNode;

/**
 * Reads bodies that strangers sent: one JSON object in UTF-8, each name once, within bounds. What
 * is in it is looked at by {@link JsonFields}. For the API and for dialects, which may turn a
 * {@link ProblemException} into errors of their own.
 */
public final class StrictJson {

  /** Most bytes of a body that is a survey, or not larger than one. */
  public static final int SURVEY_BYTES = 64 << 10;

  /** Most bytes of a body that names many. */
  public static final int BATCH_BYTES = 256 << 10;

  private static final String EXPECTED =
      "; expected one JSON object in UTF-8, each name once, at most %d levels deep"
          .formatted(Json.DEEPEST);

  private StrictJson() {}

  /**
   * The body of a request.
   *
   * @throws ProblemException 400, 413 or 415
   */
  public static JsonFields read(HttpServletRequest request, int mostBytes) {
    return parse(bytes(request, mostBytes, true));
  }

  /** The same; no body is an object without fields. */
  public static JsonFields readOptional(HttpServletRequest request, int mostBytes) {
    byte[] bytes = bytes(request, mostBytes, false);
    return bytes.length == 0 ? new JsonFields(Json.strict().createObjectNode()) : parse(bytes);
  }

  private static byte[] bytes(HttpServletRequest request, int mostBytes, boolean required) {
    if (request.getContentLengthLong() > mostBytes) {
      throw tooLarge(mostBytes);
    }
    byte[] bytes;
    try {
      bytes = request.getInputStream().readNBytes(mostBytes + 1);
    } catch (IOException e) {
      throw invalid("The body ends before its end");
    }
    if (bytes.length > mostBytes) {
      throw tooLarge(mostBytes);
    }
    if (bytes.length > 0 || request.getContentType() != null) {
      requireJson(request);
    }
    if (bytes.length == 0 && required) {
      throw invalid("There is no body");
    }
    return bytes;
  }

  private static ProblemException tooLarge(int mostBytes) {
    return new ProblemException(
        Problem.of(
            HttpStatus.CONTENT_TOO_LARGE,
            "too_large",
            "The body is too large; expected at most %d bytes".formatted(mostBytes)));
  }

  private static void requireJson(HttpServletRequest request) {
    String encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
    String type = request.getContentType();
    if (!isJson(type) || !(encoding == null || encoding.equalsIgnoreCase("identity"))) {
      throw new ProblemException(
          new Problem(
              HttpStatus.UNSUPPORTED_MEDIA_TYPE.value(),
              "unsupported_media_type",
              "The body is not JSON as it is declared; expected Content-Type: application/json",
              java.util.List.of(
                  new Problem.FieldError(
                      "Content-Type", type == null ? "" : type, "application/json"))));
    }
  }

  private static boolean isJson(@org.jspecify.annotations.Nullable String type) {
    if (type == null) {
      return false;
    }
    try {
      MediaType media = MediaType.parseMediaType(type);
      Charset charset = media.getCharset();
      boolean json =
          media.equalsTypeAndSubtype(MediaType.APPLICATION_JSON)
              || "json".equals(media.getSubtypeSuffix());
      return json && (charset == null || charset.equals(StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) { // no media type, or an unknown charset
      return false;
    }
  }

  /**
   * @throws ProblemException 400 when these are not the bytes of one JSON object
   */
  public static JsonFields parse(byte[] bytes) {
    try (JsonParser parser = Json.strict().createParser(text(bytes))) {
      return new JsonFields(object(parser));
    }
  }

  private static JsonNode object(JsonParser parser) {
    try {
      JsonNode node = Json.strict().readTree(parser);
      if (node == null || !node.isObject()) {
        throw invalid("The body is no JSON object");
      }
      if (parser.nextToken() != null) {
        throw invalid("The body goes on behind its object");
      }
      requireSound(node);
      return node;
    } catch (JacksonException e) {
      // Jackson tells programmers how to allow what is forbidden.
      String what = String.valueOf(e.getOriginalMessage()).replaceFirst("(?s): enable `.*", "");
      throw invalid("The body is no JSON: " + Problem.shown(what));
    } catch (NumberFormatException | ArithmeticException e) { // 1e99999999999
      throw invalid("The body holds a number that is too large");
    }
  }

  /** No table holds a zero character or half of one. */
  private static void requireSound(JsonNode node) {
    if (node.isString()) {
      requireSound(node.stringValue());
    }
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      requireSound(field.getKey());
      requireSound(field.getValue());
    }
    if (node.isArray()) {
      node.values().forEach(StrictJson::requireSound);
    }
  }

  private static void requireSound(String text) {
    if (text.indexOf('\0') >= 0 || !StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      throw invalid("The body holds a zero character, or half of one");
    }
  }

  private static String text(byte[] bytes) {
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw invalid("The body is not in UTF-8");
    }
    if (text.startsWith("\uFEFF")) {
      throw invalid("The body begins with a byte order mark");
    }
    return text;
  }

  private static ProblemException invalid(String found) {
    return new ProblemException(
        Problem.of(HttpStatus.BAD_REQUEST, "invalid_json", found + EXPECTED));
  }
}
