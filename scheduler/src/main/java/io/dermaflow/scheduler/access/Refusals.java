package io.dermaflow.scheduler.access;

import io.dermaflow.json.Json;
import io.dermaflow.scheduler.config.Dialect;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpStatus;

/** Writes refusals as the path's readers expect them: RFC 9457, or the body of a dialect. */
final class Refusals {

  private Refusals() {}

  static void write(
      HttpServletRequest request, HttpServletResponse response, RequestRefusedException refusal)
      throws IOException {
    if (response.isCommitted()) {
      return;
    }
    response.resetBuffer();
    response.setStatus(refusal.status());
    if (refusal.status() == 401) {
      response.setHeader("WWW-Authenticate", "Bearer realm=\"dermaflow\"");
    }
    if (refusal.retryAfterSeconds() > 0) {
      response.setHeader("Retry-After", Integer.toString(refusal.retryAfterSeconds()));
    }
    response.setHeader("Cache-Control", "no-store");
    Optional<Dialect> dialect = Dialect.ofPath(Routes.path(request));
    response.setContentType(dialect.isEmpty() ? "application/problem+json" : "application/json");
    Object told =
        dialect.<Object>map(one -> one.error(refusal.detail())).orElseGet(() -> problem(refusal));
    byte[] body = Json.write(told).getBytes(StandardCharsets.UTF_8);
    response.setContentLength(body.length);
    if (!"HEAD".equals(request.getMethod())) {
      response.getOutputStream().write(body);
    }
    response.flushBuffer();
  }

  private static Map<String, Object> problem(RequestRefusedException refusal) {
    HttpStatus status = HttpStatus.valueOf(refusal.status());
    Map<String, Object> problem = new LinkedHashMap<>();
    problem.put("type", "about:blank");
    problem.put("title", status.getReasonPhrase());
    problem.put("status", status.value());
    problem.put("detail", refusal.detail());
    problem.put("code", refusal.code());
    return problem;
  }
}
