package io.dermaflow.embedded;

import io.dermaflow.errors.DermaflowException;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** A PostgreSQL 17 server of this machine, on a free loopback port, with its data in a folder. */
public final class EmbeddedPostgresServer implements AutoCloseable {

  private static final String DATABASE = "dermaflow";
  private static final String READY = "INITIALISED";

  private final EmbeddedPostgres server;

  private EmbeddedPostgresServer(EmbeddedPostgres server) {
    this.server = server;
  }

  /**
   * Starts a server on {@code folder}. What a killed predecessor left is cleared up first: a server
   * that still runs there is stopped, a half-made data folder is made anew.
   *
   * @param durable false trades safety against a power cut for speed, for tests
   */
  public static EmbeddedPostgresServer start(Path folder, boolean durable) {
    Path data = folder.resolve("data");
    Path ready = folder.resolve(READY);
    try {
      Files.createDirectories(folder);
      stopOrphan(data);
      if (!Files.exists(ready)) {
        deleteTree(data);
      }
      EmbeddedPostgres.Builder builder =
          EmbeddedPostgres.builder()
              .setDataDirectory(data)
              .setOverrideWorkingDirectory(folder.resolve("bin").toFile())
              .setCleanDataDirectory(false)
              .setRegisterShutdownHook(true)
              .setServerConfig("timezone", "UTC")
              .setServerConfig("max_connections", "60")
              .setServerConfig("shared_buffers", "64MB")
              .setServerConfig("fsync", durable ? "on" : "off")
              .setServerConfig("synchronous_commit", durable ? "on" : "off")
              .setPGStartupWait(Duration.ofSeconds(60));
      if (durable) {
        builder.setOutputRedirector(
            ProcessBuilder.Redirect.appendTo(folder.resolve("postgres.log").toFile()));
        builder.setErrorRedirector(
            ProcessBuilder.Redirect.appendTo(folder.resolve("postgres.log").toFile()));
      }
      EmbeddedPostgresServer started = new EmbeddedPostgresServer(builder.start());
      started.createDatabase();
      if (!Files.exists(ready)) {
        Files.createFile(ready);
      }
      return started;
    } catch (IOException | SQLException e) {
      throw DermaflowException.failed(
          "The embedded PostgreSQL does not start in " + folder + ": " + e.getMessage(),
          "a folder with free space that this user may write",
          "look into postgres.log there, or set DERMAFLOW_DATABASE_URL to a server of your own",
          e);
    }
  }

  /** JDBC URL, with user and password. */
  public String jdbcUrl() {
    return "jdbc:postgresql://127.0.0.1:%d/%s?user=postgres&password=postgres"
        .formatted(server.getPort(), DATABASE);
  }

  /** JDBC URL of a database that is made when it is not there; for tests. */
  public String jdbcUrl(String database) throws SQLException {
    create(database);
    return "jdbc:postgresql://127.0.0.1:%d/%s?user=postgres&password=postgres"
        .formatted(server.getPort(), database);
  }

  private void createDatabase() throws SQLException {
    create(DATABASE);
  }

  private void create(String database) throws SQLException {
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      boolean exists;
      try (ResultSet found =
          statement.executeQuery(
              "select 1 from pg_database where datname = '" + database.replace("'", "''") + "'")) {
        exists = found.next();
      }
      if (!exists) {
        statement.execute("create database \"" + database.replace("\"", "") + "\"");
      }
    }
  }

  /** A killed supervisor leaves its server behind; two servers on one folder must never be. */
  private static void stopOrphan(Path data) throws IOException {
    Path pidFile = data.resolve("postmaster.pid");
    if (!Files.exists(pidFile)) {
      return;
    }
    List<String> lines = Files.readAllLines(pidFile);
    long pid = lines.isEmpty() ? 0 : Long.parseLong(lines.get(0).strip());
    Optional<ProcessHandle> process =
        ProcessHandle.of(pid)
            .filter(p -> p.info().command().map(c -> c.contains("postgres")).orElse(false));
    if (process.isPresent()) {
      try {
        process.get().destroy();
        process.get().onExit().get(20, TimeUnit.SECONDS);
      } catch (ExecutionException | TimeoutException e) {
        process.get().destroyForcibly();
        waitForEnd(process.get());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    Files.deleteIfExists(pidFile);
  }

  private static void waitForEnd(ProcessHandle process) throws IOException {
    try {
      process.onExit().get(10, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("process " + process.pid() + " cannot be stopped", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void deleteTree(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> tree = Files.walk(folder)) {
      for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException("PostgreSQL could not be stopped", e);
    }
  }
}
