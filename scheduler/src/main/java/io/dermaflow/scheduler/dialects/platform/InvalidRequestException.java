package io.dermaflow.scheduler.dialects.platform;

import java.util.List;

/** All that is wrong with the fields of a request. */
final class InvalidRequestException extends RuntimeException {

  /**
   * One field that is wrong.
   *
   * @param loc where, e.g. {@code body, age}
   * @param msg what was expected
   * @param type FastAPI's word for it, e.g. {@code missing}
   */
  record FieldError(List<String> loc, String msg, String type) {}

  private final transient List<FieldError> errors;

  InvalidRequestException(List<FieldError> errors) {
    super(errors.size() + " fields are wrong", null, false, false);
    this.errors = List.copyOf(errors);
  }

  List<FieldError> errors() {
    return errors;
  }
}
