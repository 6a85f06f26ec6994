package io.dermaflow.scheduler.dialects.chapters;

import io.dermaflow.scheduler.config.Dialect;
import io.dermaflow.scheduler.dialects.DialectErrors;
import io.dermaflow.scheduler.dialects.InvalidFieldException;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Errors as a text under {@code detail}; whatever fails on our side is "Analysis failed". */
@RestControllerAdvice(basePackageClasses = ChaptersErrors.class)
class ChaptersErrors extends DialectErrors {

  static final String FAILED = "Analysis failed";

  ChaptersErrors() {
    super(Dialect.CHAPTERS);
  }

  @Override
  protected String failed() {
    return FAILED;
  }

  @Override
  protected ResponseEntity<String> unavailable(String message) {
    return answer(500, FAILED);
  }

  @Override
  protected ResponseEntity<String> invalidField(InvalidFieldException e) {
    return answer(422, String.valueOf(e.getMessage()));
  }
}
