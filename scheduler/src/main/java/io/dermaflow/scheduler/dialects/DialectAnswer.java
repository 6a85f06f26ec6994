package io.dermaflow.scheduler.dialects;

import java.util.Map;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.json.JsonMapper;

/** Answers of dialects: JSON with the names as they are given, kept by nobody on the way. */
public final class DialectAnswer {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private DialectAnswer() {}

  /** 200 with an object of these fields in their order; what is null is there as null. */
  public static ResponseEntity<String> ok(Map<String, ?> fields) {
    return json(200, fields);
  }

  /** Some status with this value as JSON. */
  public static ResponseEntity<String> json(int status, Object value) {
    return ResponseEntity.status(status)
        .contentType(MediaType.APPLICATION_JSON)
        .cacheControl(CacheControl.noStore())
        .body(MAPPER.writeValueAsString(value));
  }
}
