package io.dermaflow.scheduler.access;

/** A request that goes no further. Expected, so it carries no stack trace. */
final class RequestRefusedException extends RuntimeException {

  private final int status;
  private final String code;
  private final int retryAfterSeconds;
  private final boolean presented;

  private RequestRefusedException(
      int status, String code, String detail, int retryAfterSeconds, boolean presented) {
    super(detail, null, false, false);
    this.status = status;
    this.code = code;
    this.retryAfterSeconds = retryAfterSeconds;
    this.presented = presented;
  }

  static RequestRefusedException noCredential() {
    return new RequestRefusedException(401, "unauthorized", "A key or a token is needed", 0, false);
  }

  /** A credential that is wrong, whatever else would be allowed without one. */
  static RequestRefusedException wrongCredential(String detail) {
    return new RequestRefusedException(401, "unauthorized", detail, 0, true);
  }

  static RequestRefusedException forbidden(String detail) {
    return new RequestRefusedException(403, "forbidden", detail, 0, false);
  }

  static RequestRefusedException tooMany(String detail, int retryAfterSeconds) {
    return new RequestRefusedException(429, "too_many_requests", detail, retryAfterSeconds, false);
  }

  static RequestRefusedException unavailable(String detail) {
    return new RequestRefusedException(503, "unavailable", detail, 5, false);
  }

  static RequestRefusedException of(int status, String code, String detail) {
    return new RequestRefusedException(status, code, detail, 0, false);
  }

  int status() {
    return status;
  }

  /** Word for programs. */
  String code() {
    return code;
  }

  String detail() {
    return String.valueOf(getMessage());
  }

  /** Seconds, or 0 for none. */
  int retryAfterSeconds() {
    return retryAfterSeconds;
  }

  /** Whether a credential was there and is wrong. */
  boolean presented() {
    return presented;
  }
}
