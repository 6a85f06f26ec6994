package io.dermaflow.scheduler.config;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The dialects of existing front ends: which paths are whose, and how each says that something is
 * wrong, whether a controller says it or a filter before it.
 */
public enum Dialect {
  SELFIE("error", "/selfie"),
  PLATFORM("detail", "/upload-image", "/recommend-products"),
  GLAMAI(
      "message",
      "/upload-url",
      "/get-presigned-url",
      "/analyze",
      "/looks",
      "/look",
      "/get-recommendation",
      "/ar-templates"),
  CHAPTERS("detail", "/v1/analyze/skin");

  private final String field;
  private final List<String> paths;

  Dialect(String field, String... paths) {
    this.field = field;
    this.paths = List.of(paths);
  }

  /** As settings name it. */
  public String setting() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whose path this is; a path is one of ours, or below one. */
  public static Optional<Dialect> ofPath(String path) {
    return Arrays.stream(values()).filter(dialect -> dialect.owns(path)).findFirst();
  }

  private boolean owns(String path) {
    return paths.stream().anyMatch(own -> path.equals(own) || path.startsWith(own + "/"));
  }

  /** The body of an error. */
  public Map<String, String> error(String message) {
    return Map.of(field, message);
  }
}
