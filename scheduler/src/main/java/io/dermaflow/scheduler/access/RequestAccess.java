package io.dermaflow.scheduler.access;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.context.SecurityContextHolder;

/** Answers for the request of this thread, which the filter chain has let in. */
final class RequestAccess implements Access {

  /** Somebody without a credential where one is needed. */
  static final Caller NOBODY = new Caller(Caller.Kind.OPEN, "anonymous", null, Set.of());

  @Override
  public Caller caller() {
    return SecurityContextHolder.getContext().getAuthentication() instanceof CallerAuthentication a
        ? a.caller()
        : NOBODY;
  }

  @Override
  public void require(Scope scope) {
    require(scope, caller());
  }

  @Override
  public void require(Scope scope, @Nullable String subjectId) {
    Caller caller = caller();
    require(scope, caller);
    String own = caller.subjectId();
    // What is nobody's was begun by somebody who may ask about anybody: others begin their own.
    if (own != null && !own.equals(subjectId)) {
      throw new AccessRefusedException(false, "This credential reaches its own subject only");
    }
  }

  private static void require(Scope scope, Caller caller) {
    if (caller.scopes().isEmpty()) {
      throw new AccessRefusedException(true, "A key or a token is needed");
    }
    if (!caller.scopes().contains(scope)) {
      throw new AccessRefusedException(
          false, "This credential has not the scope '" + scope.text() + "'");
    }
  }
}
