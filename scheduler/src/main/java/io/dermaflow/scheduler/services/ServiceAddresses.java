package io.dermaflow.scheduler.services;

import io.dermaflow.files.WholeFiles;
import io.dermaflow.json.Json;
import io.dermaflow.lease.ProcessLife;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import tools.jackson.core.JacksonException;

/**
 * Where the embedded services of a home are, as {@code services.json} says; readable by the owner
 * only.
 *
 * @param pid process of the supervisor
 * @param startedAtMillis when that process started
 * @param jdbcUrl the database
 * @param s3Endpoint the S3 endpoint
 * @param accessKey its access key
 * @param secretKey its secret key
 */
public record ServiceAddresses(
    long pid,
    long startedAtMillis,
    String jdbcUrl,
    String s3Endpoint,
    String accessKey,
    String secretKey) {

  private static final String FILE = "services.json";

  static Optional<ServiceAddresses> findAlive(Path home) {
    try {
      ServiceAddresses found =
          Json.read(Files.readString(home.resolve(FILE)), ServiceAddresses.class);
      return Optional.of(found).filter(ServiceAddresses::alive);
    } catch (IOException | JacksonException e) {
      return Optional.empty(); // not there yet, or half deleted: nobody serves
    }
  }

  /** The supervisor works, and both services take connections. */
  private boolean alive() {
    if (!ProcessLife.isRunning(pid, startedAtMillis)) {
      return false;
    }
    URI database = URI.create(jdbcUrl.substring("jdbc:".length()).replaceAll("[?].*", ""));
    return answers(database) && answers(URI.create(s3Endpoint));
  }

  private static boolean answers(URI address) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(address.getHost(), address.getPort()), 2000);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Ends a supervisor that is there but whose services do not answer. */
  static void endBroken(Path home) throws IOException {
    Path file = home.resolve(FILE);
    if (!Files.exists(file)) {
      return;
    }
    try {
      ServiceAddresses found = Json.read(Files.readString(file), ServiceAddresses.class);
      if (ProcessLife.isRunning(found.pid, found.startedAtMillis)) {
        ProcessHandle.of(found.pid).ifPresent(ProcessHandle::destroyForcibly);
      }
    } catch (JacksonException e) {
      // half written by a process that was killed: nothing to end
    }
    Files.deleteIfExists(file);
  }

  void write(Path home) throws IOException {
    Path part = WholeFiles.part(home.resolve(FILE));
    Files.deleteIfExists(part);
    Files.createFile(
        part, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(part, Json.write(this));
    WholeFiles.publish(part, home.resolve(FILE));
  }

  static void delete(Path home) throws IOException {
    Files.deleteIfExists(home.resolve(FILE));
  }

  @Override
  public String toString() {
    return "ServiceAddresses[supervisor " + pid + ", S3 " + s3Endpoint + "]";
  }
}
