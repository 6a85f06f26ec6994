package io.dermaflow.scheduler.access;

import io.dermaflow.scheduler.config.Settings;
import java.util.ArrayList;
import java.util.List;

/** Origins of pages that may send pictures to our bucket. */
public final class OwnOrigins {

  private OwnOrigins() {}

  /** The configured ones, and those of our own pages where the bind address says them. */
  public static List<String> of(Settings settings) {
    List<String> origins = new ArrayList<>(settings.serve().corsOrigins());
    if (OpenCallers.isLoopback(settings.bind())) {
      origins.add("http://localhost:" + settings.port());
      origins.add("http://127.0.0.1:" + settings.port());
    }
    return origins.stream().distinct().toList();
  }
}
