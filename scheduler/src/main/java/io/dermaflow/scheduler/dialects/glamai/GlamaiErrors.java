package io.dermaflow.scheduler.dialects.glamai;

import io.dermaflow.scheduler.access.AccessRefusedException;
import io.dermaflow.scheduler.config.Dialect;
import io.dermaflow.scheduler.dialects.DialectErrors;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Errors as an API gateway in front of functions has them: {@code {"message": …}}. */
@RestControllerAdvice(basePackageClasses = GlamaiErrors.class)
class GlamaiErrors extends DialectErrors {

  GlamaiErrors() {
    super(Dialect.GLAMAI);
  }

  @Override
  protected ResponseEntity<String> accessRefused(AccessRefusedException e) {
    return e.unknown() ? answer(401, "Unauthorized") : answer(403, "Forbidden");
  }
}
