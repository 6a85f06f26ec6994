package io.dermaflow.scheduler.dialects.selfie;

import io.dermaflow.scheduler.config.Dialect;
import io.dermaflow.scheduler.dialects.DialectAnswer;
import io.dermaflow.scheduler.dialects.DialectErrors;
import io.dermaflow.scheduler.dialects.InvalidFieldException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Errors as {@code {"error": …}}; of a field with its name and what it may hold. */
@RestControllerAdvice(basePackageClasses = SelfieErrors.class)
class SelfieErrors extends DialectErrors {

  SelfieErrors() {
    super(Dialect.SELFIE);
  }

  @Override
  protected ResponseEntity<String> invalidField(InvalidFieldException e) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("error", e.getMessage());
    body.put("field", e.field());
    if (!e.allowed().isEmpty()) {
      body.put("allowed", e.allowed());
    }
    return DialectAnswer.json(400, body);
  }
}
