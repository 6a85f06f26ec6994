package io.dermaflow.client;

import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A place for one selfie.
 *
 * @param url where to PUT it; whoever holds it may write there
 * @param contentType the {@code Content-Type} to send
 * @param contentLength the length to send, or null when any is allowed
 * @param maxBytes most bytes that are looked at later
 */
public record UploadTicket(
    String uploadId,
    URI url,
    String contentType,
    @Nullable Long contentLength,
    Instant expiresAt,
    long maxBytes) {

  @Override
  public String toString() {
    return "UploadTicket[" + uploadId + ", expires " + expiresAt + "]";
  }
}
