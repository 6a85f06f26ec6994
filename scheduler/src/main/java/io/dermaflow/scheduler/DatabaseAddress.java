package io.dermaflow.scheduler;

import org.jspecify.annotations.Nullable;

/** Where the database is; never printed. */
public record DatabaseAddress(String url, @Nullable String username, @Nullable String password) {
  @Override
  public String toString() {
    return "DatabaseAddress[***]";
  }
}
