package io.dermaflow.client;

import org.jspecify.annotations.Nullable;

/** A call that brought no answer. */
public abstract sealed class ApiException extends RuntimeException
    permits ProblemException, UnreachableException {

  ApiException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
