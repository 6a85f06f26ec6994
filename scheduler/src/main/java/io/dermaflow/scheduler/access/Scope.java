package io.dermaflow.scheduler.access;

import java.util.Locale;

/** What a caller may do. Names are stored with keys: never rename one. */
public enum Scope {
  /** Read features, recommendations, looks and analyses. */
  READ,
  /** Begin uploads, say surveys, analyse. */
  ANALYZE,
  /** Tell what a person did with products, and save looks. */
  FEEDBACK,
  /** Delete everything of a person. */
  ERASE,
  /** Pages and reports of operators. */
  OPERATE;

  /** As in a token and on the command line, e.g. {@code read}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
