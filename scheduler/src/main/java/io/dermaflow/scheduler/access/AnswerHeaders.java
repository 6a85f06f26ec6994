package io.dermaflow.scheduler.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/** What every answer tells browsers. */
final class AnswerHeaders {

  private static final String[][] FIXED = {
    {"X-Content-Type-Options", "nosniff"},
    {"Referrer-Policy", "no-referrer"},
    {"Permissions-Policy", "camera=(self), geolocation=(), microphone=(), payment=(), usb=()"},
    {"Cross-Origin-Opener-Policy", "same-origin"},
    {"X-Frame-Options", "DENY"},
  };

  private final String policy;
  private final String operatorsPolicy;

  /**
   * @param uploads where browsers PUT pictures, as sources of a content security policy
   */
  AnswerHeaders(String uploads) {
    policy =
        ("default-src 'self'; img-src 'self' blob: data: https:; connect-src 'self' "
                + uploads
                + "; frame-ancestors 'none'; base-uri 'none'; form-action 'self'; object-src 'none'")
            .replace(" ;", ";");
    // The operators' page brings its styles with it.
    operatorsPolicy = policy + "; style-src 'self' 'unsafe-inline'";
  }

  void write(HttpServletRequest request, HttpServletResponse response) {
    String path = Routes.path(request);
    for (String[] header : FIXED) {
      response.setHeader(header[0], header[1]);
    }
    response.setHeader(
        "Content-Security-Policy",
        Routes.kind(path) == Routes.Kind.OPERATE ? operatorsPolicy : policy);
    // Apps of other origins show pictures of products.
    response.setHeader(
        "Cross-Origin-Resource-Policy",
        path.startsWith("/products/") ? "cross-origin" : "same-origin");
    if (request.isSecure()) {
      response.setHeader("Strict-Transport-Security", "max-age=31536000");
    }
  }
}
