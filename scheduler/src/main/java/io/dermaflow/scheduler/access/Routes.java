package io.dermaflow.scheduler.access;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;

/** What a path needs. What is not named here needs a credential. */
final class Routes {

  /** What a path needs. */
  enum Kind {
    /** Files that are the same for everybody: no credential is looked at. */
    STATIC,
    /** Pages for visitors: open, and a visitor's cookie counts. */
    PUBLIC,
    /** Pages and reports of operators: scope {@link Scope#OPERATE}. */
    OPERATE,
    /** A credential; the controller says which scope. */
    GUARDED
  }

  static final String HEALTH = "/actuator/health";

  private static final Set<String> FILES =
      Set.of(
          "css",
          "js",
          "mjs",
          "map",
          "svg",
          "png",
          "jpg",
          "webp",
          "ico",
          "woff2",
          "webmanifest",
          "txt");

  /** Below these a name that looks like a file's may be a person's or an upload's. */
  private static final Set<String> NO_FILES =
      Set.of("v1", "demo", "actuator", "look", "looks", "selfie", "ar-templates");

  private static final Set<String> ANALYSES =
      Set.of("/v1/analyze", "/v1/analyze/skin", "/analyze", "/upload-image/", "/upload-image");

  private static final Set<String> PICTURES =
      Set.of("/v1/analyze/skin", "/upload-image/", "/upload-image");

  private static final String SELFIE = "/selfie";

  private Routes() {}

  /** The path as it is matched, decoded. */
  static String path(HttpServletRequest request) {
    String rest = request.getPathInfo();
    return rest == null ? request.getServletPath() : request.getServletPath() + rest;
  }

  static Kind kind(String path) {
    if (path.startsWith("/v1/")) {
      return path.equals("/v1/openapi.yaml") ? Kind.STATIC : Kind.GUARDED;
    }
    if (path.equals("/") || path.equals("/index.html") || isBelow(path, "/demo")) {
      return Kind.OPERATE;
    }
    if (isBelow(path, "/actuator")) {
      return isBelow(path, HEALTH) ? Kind.STATIC : Kind.OPERATE;
    }
    if (isFile(path)) {
      return Kind.STATIC;
    }
    return isBelow(path, "/skin") || path.equals("/visit") ? Kind.PUBLIC : Kind.GUARDED;
  }

  private static boolean isBelow(String path, String top) {
    return path.startsWith(top)
        && (path.length() == top.length() || path.charAt(top.length()) == '/');
  }

  private static boolean isFile(String path) {
    int dot = path.lastIndexOf('.');
    if (dot < 0 || path.indexOf('/', dot) >= 0 || !FILES.contains(path.substring(dot + 1))) {
      return false;
    }
    int second = path.indexOf('/', 1);
    return second < 0 || !NO_FILES.contains(path.substring(1, second));
  }

  /** Whether a request costs an analysis. */
  static boolean isAnalysis(String method, String path) {
    return method.equals("POST") ? ANALYSES.contains(path) : path.startsWith(SELFIE + "/result/");
  }

  /** Whether a form with a picture may be sent there. */
  static boolean takesPictures(String path) {
    return PICTURES.contains(path);
  }
}
