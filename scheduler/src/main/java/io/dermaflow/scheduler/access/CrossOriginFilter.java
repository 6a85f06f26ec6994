package io.dermaflow.scheduler.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lets browsers of configured origins ask (CORS), with keys and tokens but never with cookies:
 * {@code Access-Control-Allow-Credentials} is not sent.
 */
final class CrossOriginFilter extends RequestFilter {

  private static final String EXPOSED =
      "ETag, Location, Retry-After, RateLimit, RateLimit-Policy, WWW-Authenticate";
  private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "DELETE");
  private static final Set<String> HEADERS =
      Set.of(
          "authorization",
          "x-api-key",
          "content-type",
          "accept",
          "accept-language",
          "content-language",
          "if-none-match");

  private final Set<String> origins;

  CrossOriginFilter(Collection<String> origins) {
    this.origins = Set.copyOf(origins);
  }

  /** Whether browsers of this origin may ask. */
  boolean allows(@Nullable String origin) {
    return origin != null && origins.contains(origin);
  }

  @Override
  void filter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (!origins.isEmpty()) {
      response.addHeader("Vary", "Origin"); // caches must not give one origin's answer to another
    }
    String origin = request.getHeader("Origin");
    if (origin == null || RequestOrigin.isHost(origin, request.getHeader("Host"))) {
      chain.doFilter(request, response);
      return;
    }
    boolean allowed = allows(origin);
    if (allowed) {
      response.setHeader("Access-Control-Allow-Origin", origin);
      response.setHeader("Access-Control-Expose-Headers", EXPOSED);
    }
    String method = request.getHeader("Access-Control-Request-Method");
    if (method == null || !"OPTIONS".equals(request.getMethod())) {
      chain.doFilter(request, response); // without the header the page cannot read the answer
      return;
    }
    if (allowed
        && METHODS.contains(method)
        && areKnown(request.getHeader("Access-Control-Request-Headers"))) {
      response.setHeader("Access-Control-Allow-Methods", String.join(", ", METHODS));
      response.setHeader("Access-Control-Allow-Headers", String.join(", ", HEADERS));
      response.setHeader("Access-Control-Max-Age", "600");
      response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    } else {
      Refusals.write(
          request,
          response,
          RequestRefusedException.forbidden(
              "This origin may not ask so; access.cors-origins lists those that may"));
    }
  }

  private static boolean areKnown(@Nullable String headers) {
    return headers == null
        || Arrays.stream(headers.split(","))
            .map(header -> header.strip().toLowerCase(Locale.ROOT))
            .allMatch(header -> header.isEmpty() || HEADERS.contains(header));
  }
}
