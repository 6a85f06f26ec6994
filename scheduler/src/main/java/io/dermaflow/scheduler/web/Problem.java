package io.dermaflow.scheduler.web;

import io.dermaflow.json.Json;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/**
 * Why a request is not answered, as RFC 9457 has it.
 *
 * @param status HTTP status
 * @param code stable word for a program, e.g. {@code not_found}
 * @param detail a sentence for a person
 * @param errors fields that are wrong; may be empty
 */
public record Problem(int status, String code, String detail, List<FieldError> errors) {

  /** Media type of a problem. */
  public static final String MEDIA_TYPE = "application/problem+json";

  private static final int SHOWN = 200;

  /**
   * A field that is wrong.
   *
   * @param field its name, e.g. {@code items[3].kind}
   * @param value what it holds, shortened; empty when it is missing
   * @param expected what was expected
   */
  public record FieldError(String field, String value, String expected) {

    public FieldError {
      value = shown(value);
    }
  }

  public Problem {
    errors = List.copyOf(errors);
  }

  /** A problem that is of no field. */
  public static Problem of(HttpStatus status, String code, String detail) {
    return new Problem(status.value(), code, detail, List.of());
  }

  /** Fields that are wrong. */
  public static Problem invalid(List<FieldError> errors) {
    FieldError first = errors.get(0);
    String more = errors.size() == 1 ? "" : " (and %d more)".formatted(errors.size() - 1);
    return new Problem(
        HttpStatus.BAD_REQUEST.value(),
        "invalid_request",
        "%s is '%s'; expected %s%s".formatted(first.field(), first.value(), first.expected(), more),
        errors);
  }

  /** One field that is wrong. */
  public static ProblemException invalid(String field, String value, String expected) {
    return new ProblemException(invalid(List.of(new FieldError(field, value, expected))));
  }

  /** There is nothing of that name. */
  public static ProblemException notFound(String detail) {
    return new ProblemException(of(HttpStatus.NOT_FOUND, "not_found", detail));
  }

  /** Text of a stranger as it may be shown: not too long, without control characters. */
  static String shown(String text) {
    String head = text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    // By way of bytes: half a character becomes a question mark.
    String sound =
        new String(head.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8)
            .replaceAll("\\p{Cntrl}", "\uFFFD");
    return sound;
  }

  /** Writes it as the whole answer, whatever the request accepts. */
  public void write(HttpServletResponse response) throws IOException {
    byte[] body = Json.write(body()).getBytes(StandardCharsets.UTF_8);
    response.setStatus(status);
    response.setContentType(MEDIA_TYPE);
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
    response.flushBuffer();
  }

  /** Its members in the order of the standard, then ours. */
  Map<String, Object> body() {
    HttpStatus known = HttpStatus.resolve(status);
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("type", "about:blank"); // the code says more
    body.put("title", known == null ? "Error" : known.getReasonPhrase());
    body.put("status", status);
    body.put("detail", detail);
    body.put("code", code);
    body.put("errors", errors);
    return body;
  }
}
