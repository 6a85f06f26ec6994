package io.dermaflow.scheduler.access;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Puts {@link AnswerHeaders} on every answer, and has nobody keep an error. */
final class HeadersFilter extends RequestFilter {

  private final AnswerHeaders headers;

  HeadersFilter(AnswerHeaders headers) {
    this.headers = headers;
  }

  @Override
  void filter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    headers.write(request, response);
    chain.doFilter(request, new ErrorsUnkept(response));
  }

  @Override
  void again(HttpServletRequest request, HttpServletResponse response) {
    if (request.getDispatcherType() == DispatcherType.ERROR) {
      headers.write(request, response);
      response.setHeader(ErrorsUnkept.CACHE_CONTROL, "no-store");
    }
  }

  /** {@code Cache-Control: no-store} on errors, whoever writes them. */
  private static final class ErrorsUnkept extends HttpServletResponseWrapper {

    private static final String CACHE_CONTROL = "Cache-Control";

    ErrorsUnkept(HttpServletResponse response) {
      super(response);
    }

    @Override
    public void setStatus(int status) {
      super.setStatus(status);
      unkept(status);
    }

    @Override
    public void sendError(int status) throws IOException {
      unkept(status);
      super.sendError(status);
    }

    @Override
    public void sendError(int status, @Nullable String message) throws IOException {
      unkept(status);
      super.sendError(status, message);
    }

    private void unkept(int status) {
      if (status >= 400) {
        super.setHeader(CACHE_CONTROL, "no-store");
      }
    }

    @Override
    public void setHeader(String name, @Nullable String value) {
      if (!isDecided(name)) {
        super.setHeader(name, value);
      }
    }

    @Override
    public void addHeader(String name, String value) {
      if (!isDecided(name)) {
        super.addHeader(name, value);
      }
    }

    private boolean isDecided(String name) {
      return getStatus() >= 400 && CACHE_CONTROL.equalsIgnoreCase(name);
    }
  }
}
