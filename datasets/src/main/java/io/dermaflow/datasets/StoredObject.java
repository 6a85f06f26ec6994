package io.dermaflow.datasets;

import java.time.Instant;

/**
 * What a listing says of an object.
 *
 * @param key full key
 * @param etag changes whenever the bytes change; opaque
 * @param size bytes
 * @param lastModified when it was last written
 */
public record StoredObject(String key, String etag, long size, Instant lastModified) {

  /** The part of the key behind its last slash. */
  public String name() {
    return key.substring(key.lastIndexOf('/') + 1);
  }
}
