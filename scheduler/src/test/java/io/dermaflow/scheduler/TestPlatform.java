package io.dermaflow.scheduler;

import io.dermaflow.testing.TestServices;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** What tests that open a whole platform have in common. */
public final class TestPlatform {

  private TestPlatform() {}

  /** A port that nobody listens on. */
  public static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /**
   * The environment of a platform with a database and a bucket of its own. Credentials become
   * system properties, where the AWS SDK looks for them.
   *
   * @param more settings besides
   */
  public static Map<String, String> environment(int port, Map<String, String> more) {
    var bucket = TestServices.newBucket();
    var credentials = Objects.requireNonNull(bucket.credentials());
    System.setProperty("aws.accessKeyId", credentials.accessKey());
    System.setProperty("aws.secretAccessKey", credentials.secretKey());
    Map<String, String> environment = new HashMap<>(more);
    environment.put("DERMAFLOW_DATABASE_URL", TestServices.newDatabase());
    environment.put("DERMAFLOW_S3_ENDPOINT", Objects.requireNonNull(bucket.endpoint()).toString());
    environment.put("DERMAFLOW_S3_BUCKET", bucket.bucket());
    environment.put("DERMAFLOW_PORT", Integer.toString(port));
    return environment;
  }

  /** Takes back the credentials of {@link #environment}. */
  public static void forget() {
    System.clearProperty("aws.accessKeyId");
    System.clearProperty("aws.secretAccessKey");
  }
}
