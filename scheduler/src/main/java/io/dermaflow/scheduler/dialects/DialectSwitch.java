package io.dermaflow.scheduler.dialects;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import java.util.Set;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/** Answers 404 for a dialect that is switched off, as if nobody had ever heard of it. */
public final class DialectSwitch implements HandlerInterceptor {

  private final Set<String> on;

  /**
   * @param on dialects that are answered, as settings name them
   */
  public DialectSwitch(Set<String> on) {
    this.on = Set.copyOf(on);
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (handler instanceof HandlerMethod method) {
      Optional<Dialect> dialect = Dialect.ofClass(method.getBeanType());
      if (dialect.isPresent() && !on.contains(dialect.get().setting())) {
        throw RefusedRequestException.notFound("Not Found");
      }
    }
    return true;
  }
}
