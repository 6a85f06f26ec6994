package io.dermaflow.scheduler.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;

/** Lets a request in: who asks, and whether not too often. */
final class AccessFilter extends RequestFilter {

  private final Callers callers;
  private final Admission admission;

  AccessFilter(Callers callers, Admission admission) {
    this.callers = callers;
    this.admission = admission;
  }

  @Override
  void filter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    Caller caller;
    try {
      caller = admit(request, response);
    } catch (RequestRefusedException e) {
      refuse(request, response, e);
      return;
    }
    SecurityContextHolder.setContext(new SecurityContextImpl(new CallerAuthentication(caller)));
    try {
      chain.doFilter(request, response);
    } finally {
      SecurityContextHolder.clearContext();
    }
  }

  private Caller admit(HttpServletRequest request, HttpServletResponse response) {
    String path = Routes.path(request);
    Caller caller = callers.find(request, Routes.kind(path), () -> admission.mayTry(request));
    admission.count(request, response, path, caller);
    return caller;
  }

  private void refuse(
      HttpServletRequest request, HttpServletResponse response, RequestRefusedException refusal)
      throws IOException {
    RequestRefusedException told = admission.countRefused(request, refusal);
    if (told.presented() && Visits.cookie(request) != null) {
      // A cookie that is no longer right must not be in the way for the rest of its life.
      response.addHeader("Set-Cookie", Visits.clearCookie(request.isSecure()));
    }
    Refusals.write(request, response, told);
  }
}
