package io.dermaflow.models;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * The MLflow server.
 *
 * @param uri its address, or null when there is none
 * @param username for basic authentication, or null
 * @param password for basic authentication, or null
 * @param token bearer token, or null
 */
public record TrackingSettings(
    @Nullable URI uri,
    @Nullable String username,
    @Nullable String password,
    @Nullable String token) {

  /** No server. */
  public static final TrackingSettings NONE = new TrackingSettings(null, null, null, null);

  @Override
  public String toString() {
    return "TrackingSettings[" + (uri == null ? "none" : uri.getHost()) + "]";
  }
}
