package io.dermaflow.client;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The platform, or the storage behind a signed URL, refused a call: RFC 9457 as an exception. */
public final class ProblemException extends ApiException {

  private final int status;
  private final String code;
  private final transient List<FieldError> errors;
  private final transient @Nullable Duration retryAfter;

  /**
   * A field that is wrong.
   *
   * @param field its name, e.g. {@code items[3].kind}
   * @param value what it holds, shortened; empty when it is missing
   * @param expected what was expected
   */
  public record FieldError(String field, String value, String expected) {

    public FieldError {
      // The platform leaves out what is not there.
      field = field == null ? "" : field;
      value = value == null ? "" : value;
      expected = expected == null ? "" : expected;
    }
  }

  ProblemException(
      int status,
      String code,
      String detail,
      List<FieldError> errors,
      @Nullable Duration retryAfter) {
    super("%d %s: %s".formatted(status, code.isEmpty() ? "without a code" : code, detail), null);
    this.status = status;
    this.code = code;
    this.errors = List.copyOf(errors);
    this.retryAfter = retryAfter;
  }

  /** HTTP status. */
  public int status() {
    return status;
  }

  /** Stable word to act upon, e.g. {@code not_arrived}; empty where the answer had none. */
  public String code() {
    return code;
  }

  /** Fields that are wrong; may be empty. */
  public List<FieldError> errors() {
    return errors == null ? List.of() : errors; // gone when it was serialized
  }

  /** How long to wait, where the answer says so. */
  public Optional<Duration> findRetryAfter() {
    return Optional.ofNullable(retryAfter);
  }
}
