package io.dermaflow.scheduler.access;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** A filter of requests as they arrive, and not of what the container dispatches again. */
abstract class RequestFilter implements Filter {

  @Override
  public final void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (request.getDispatcherType() == DispatcherType.REQUEST) {
      filter((HttpServletRequest) request, (HttpServletResponse) response, chain);
    } else {
      again((HttpServletRequest) request, (HttpServletResponse) response);
      chain.doFilter(request, response);
    }
  }

  /** Called for what the container dispatches again, such as to the page of an error. */
  void again(HttpServletRequest request, HttpServletResponse response) {}

  abstract void filter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException;
}
