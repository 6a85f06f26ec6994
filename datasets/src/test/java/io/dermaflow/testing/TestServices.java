package io.dermaflow.testing;

import io.dermaflow.datasets.StorageSettings;
import io.dermaflow.datasets.StorageSettings.StaticCredentials;
import io.dermaflow.embedded.EmbeddedPostgresServer;
import io.dermaflow.embedded.EmbeddedS3Server;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** A real PostgreSQL and a real S3 endpoint, started once a test process. */
public final class TestServices {

  private static final AtomicInteger COUNTER = new AtomicInteger();
  private static final TestServices ONLY = new TestServices();

  private final EmbeddedPostgresServer postgres;
  private final EmbeddedS3Server s3;

  private TestServices() {
    try {
      Path folder = Files.createTempDirectory("dermaflow-test");
      postgres = EmbeddedPostgresServer.start(folder.resolve("postgres"), false);
      s3 =
          EmbeddedS3Server.start(
              folder.resolve("s3"), new StaticCredentials("test", "test-secret"));
      Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path folder) {
    ONLY.s3.close();
    ONLY.postgres.close();
    try (Stream<Path> tree = Files.walk(folder)) {
      tree.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** JDBC URL of a new, empty database. */
  public static String newDatabase() {
    try {
      return ONLY.postgres.jdbcUrl("test" + COUNTER.incrementAndGet());
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Settings of a bucket that nobody uses yet. */
  public static StorageSettings newBucket() {
    return ONLY.s3.settings("bucket-" + COUNTER.incrementAndGet());
  }
}
