package io.dermaflow.scheduler.dialects.platform;

import io.dermaflow.scheduler.config.Dialect;
import io.dermaflow.scheduler.dialects.DialectAnswer;
import io.dermaflow.scheduler.dialects.DialectErrors;
import io.dermaflow.scheduler.dialects.NotJsonException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Errors as FastAPI has them: what is invalid as a list with places, everything else as a text. */
@RestControllerAdvice(basePackageClasses = PlatformErrors.class)
class PlatformErrors extends DialectErrors {

  PlatformErrors() {
    super(Dialect.PLATFORM);
  }

  @ExceptionHandler
  ResponseEntity<String> invalid(InvalidRequestException e) {
    List<Map<String, Object>> detail =
        e.errors().stream().map(error -> error(error.loc(), error.msg(), error.type())).toList();
    return DialectAnswer.json(422, Map.of("detail", detail));
  }

  @Override
  protected ResponseEntity<String> notJson(NotJsonException e) {
    Map<String, Object> error;
    if (e.absent()) {
      error = error(List.of("body"), "Field required", "missing");
    } else if (e.offset() < 0) {
      error =
          error(
              List.of("body"),
              "Input should be a valid dictionary or object to extract fields from",
              "model_attributes_type");
    } else {
      error = error(List.of("body", e.offset()), "JSON decode error", "json_invalid");
    }
    return DialectAnswer.json(422, Map.of("detail", List.of(error)));
  }

  private static Map<String, Object> error(List<?> loc, String msg, String type) {
    Map<String, Object> error = new LinkedHashMap<>();
    error.put("loc", loc);
    error.put("msg", msg);
    error.put("type", type);
    return error;
  }
}
