package io.dermaflow.scheduler.dialects;

import io.dermaflow.scheduler.config.Dialect;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
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
      Optional<Dialect> dialect = ofClass(method.getBeanType());
      if (dialect.isPresent() && !on.contains(dialect.get().setting())) {
        throw RefusedRequestException.notFound("Not Found");
      }
    }
    return true;
  }

  /** The dialect of a class in a package below this one. */
  private static Optional<Dialect> ofClass(Class<?> type) {
    String name = type.getPackageName() + ".";
    String root = DialectSwitch.class.getPackageName() + ".";
    return Arrays.stream(Dialect.values())
        .filter(dialect -> name.startsWith(root + dialect.setting() + "."))
        .findFirst();
  }
}
