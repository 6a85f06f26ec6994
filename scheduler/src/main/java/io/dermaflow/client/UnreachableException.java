package io.dermaflow.client;

import org.jspecify.annotations.Nullable;

/** Nobody answered in time, or what was answered could not be read. */
public final class UnreachableException extends ApiException {

  private final boolean sent;

  UnreachableException(String message, boolean sent, @Nullable Throwable cause) {
    super(message, cause);
    this.sent = sent;
  }

  /** Whether the platform may have received, and carried out, the request. */
  public boolean sent() {
    return sent;
  }
}
