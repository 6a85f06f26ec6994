package io.dermaflow.datasets;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Signs URLs with which a browser may PUT one object without credentials. */
public interface UploadSigner {

  /**
   * @param key key of the object to be
   * @param contentType the only content type that the URL accepts
   * @param contentLength the only length in bytes that the URL accepts, or null for any
   * @param life how long the URL works
   */
  SignedUpload signPut(String key, String contentType, @Nullable Long contentLength, Duration life);

  /** A URL that accepts any length. */
  default SignedUpload signPut(String key, String contentType, Duration life) {
    return signPut(key, contentType, null, life);
  }

  /**
   * @param url where to PUT
   * @param contentType the {@code Content-Type} header that must be sent
   * @param expiresAt after this the endpoint answers 403
   */
  record SignedUpload(URI url, String contentType, Instant expiresAt) {
    @Override
    public String toString() {
      return "SignedUpload[" + url.getPath() + ", expires " + expiresAt + "]";
    }
  }
}
