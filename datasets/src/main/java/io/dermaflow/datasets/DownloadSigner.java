package io.dermaflow.datasets;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;

/** Signs URLs with which a browser may GET one object without credentials. */
public interface DownloadSigner {

  /**
   * @param key key of the object, which need not be there
   * @param life how long the URL works
   */
  SignedDownload signGet(String key, Duration life);

  /**
   * @param url where to GET
   * @param expiresAt after this the endpoint answers 403
   */
  record SignedDownload(URI url, Instant expiresAt) {
    @Override
    public String toString() {
      return "SignedDownload[" + url.getPath() + ", expires " + expiresAt + "]";
    }
  }
}
