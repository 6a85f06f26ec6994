package io.dermaflow.scheduler.access;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which page a browser's request comes from. */
final class RequestOrigin {

  private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

  private RequestOrigin() {}

  /** Whether the method changes nothing. */
  static boolean isSafe(HttpServletRequest request) {
    return SAFE.contains(request.getMethod());
  }

  /** Whether the browser says that one of our own pages asks. */
  static boolean isOurs(HttpServletRequest request) {
    String site = request.getHeader("Sec-Fetch-Site");
    if (site != null) {
      return site.equals("same-origin") || site.equals("none");
    }
    String origin = request.getHeader("Origin");
    return origin != null && isHost(origin, request.getHeader("Host"));
  }

  /** Whether the browser says that a page of somebody else asks. */
  static boolean isForeign(HttpServletRequest request) {
    String site = request.getHeader("Sec-Fetch-Site");
    if (site != null) {
      return !site.equals("same-origin") && !site.equals("none");
    }
    String origin = request.getHeader("Origin");
    return origin != null && !isHost(origin, request.getHeader("Host"));
  }

  /** Whether an origin is the host that was asked; the scheme may end at a proxy. */
  static boolean isHost(String origin, @Nullable String host) {
    int at = origin.indexOf("://");
    return at > 0 && host != null && plain(origin.substring(at + 3)).equals(plain(host));
  }

  private static String plain(String authority) {
    return authority.toLowerCase(Locale.ROOT).replaceFirst(":(80|443)$", "");
  }
}
