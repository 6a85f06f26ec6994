package io.dermaflow.scheduler.dialects;

import io.dermaflow.json.Json;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The dialects: which paths are whose, and how each says that something is wrong. Filters that
 * answer before a controller is reached use {@link #ofPath} and {@link #error}, so that their
 * answers are in the dialect, too.
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

  /** The dialect of a class in a package below this one. */
  static Optional<Dialect> ofClass(Class<?> type) {
    String name = type.getPackageName() + ".";
    String root = Dialect.class.getPackageName() + ".";
    return Arrays.stream(values())
        .filter(dialect -> name.startsWith(root + dialect.setting() + "."))
        .findFirst();
  }

  /** The JSON body of an error. */
  public String error(String message) {
    return Json.write(Map.of(field, message));
  }
}
