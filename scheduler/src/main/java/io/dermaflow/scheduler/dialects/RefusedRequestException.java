package io.dermaflow.scheduler.dialects;

/** A request that is answered with a status of the 4xx or 5xx and a sentence. */
public final class RefusedRequestException extends RuntimeException {

  private final int status;

  public RefusedRequestException(int status, String message) {
    super(message, null, false, false);
    this.status = status;
  }

  /** Something that is not there, or not the caller's: nobody learns which. */
  public static RefusedRequestException notFound(String message) {
    return new RefusedRequestException(404, message);
  }

  /** A body that is longer than we read. */
  public static RefusedRequestException tooLarge(long most) {
    return new RefusedRequestException(
        413, "The body is too large, expected at most %d bytes".formatted(most));
  }

  public int status() {
    return status;
  }
}
