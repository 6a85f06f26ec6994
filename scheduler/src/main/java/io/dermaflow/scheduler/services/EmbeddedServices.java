package io.dermaflow.scheduler.services;

import io.dermaflow.errors.DermaflowException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A command's hold on the embedded services of a home. While any process holds one, the supervisor
 * keeps them running; the operating system lets go when the process dies, however it dies.
 */
public final class EmbeddedServices implements AutoCloseable {

  static final String CLIENTS = "clients.lock";
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final FileChannel channel;
  private final FileLock lock;
  private final ServiceAddresses addresses;

  private EmbeddedServices(FileChannel channel, FileLock lock, ServiceAddresses addresses) {
    this.channel = channel;
    this.lock = lock;
    this.addresses = addresses;
  }

  public ServiceAddresses addresses() {
    return addresses;
  }

  /**
   * Joins the services of a home, starting their supervisor when none runs.
   *
   * @throws DermaflowException when they cannot be started
   */
  public static EmbeddedServices join(Path home) {
    try {
      FileChannel channel =
          FileChannel.open(
              home.resolve(CLIENTS),
              StandardOpenOption.CREATE,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE);
      FileLock lock = shared(channel, home);
      return new EmbeddedServices(channel, lock, addresses(home));
    } catch (IOException e) {
      throw DermaflowException.failed(
          "The home " + home + " cannot be used: " + e.getMessage(),
          "a folder that this user may write",
          "choose another with --home",
          e);
    }
  }

  /** A supervisor that is just stopping holds the lock for itself for a moment. */
  private static FileLock shared(FileChannel channel, Path home) throws IOException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end) {
      FileLock lock = channel.tryLock(0, Long.MAX_VALUE, true);
      if (lock != null) {
        return lock;
      }
      pause();
    }
    throw DermaflowException.failed(
        "The embedded services of " + home + " have been stopping for " + PATIENCE,
        "a few seconds",
        "end the process that services.json names");
  }

  private static ServiceAddresses addresses(Path home) throws IOException {
    Optional<ServiceAddresses> running = ServiceAddresses.findAlive(home);
    if (running.isPresent()) {
      return running.get();
    }
    ServiceAddresses.endBroken(home);
    Path logs = Files.createDirectories(home.resolve("logs"));
    Path log = logs.resolve("services.log");
    Process supervisor = launch(home, log);
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end) {
      running = ServiceAddresses.findAlive(home);
      if (running.isPresent()) {
        return running.get();
      }
      if (!supervisor.isAlive() && supervisor.exitValue() != 0) {
        throw failed(home, log, "ended with " + supervisor.exitValue());
      }
      pause();
    }
    throw failed(home, log, "said nothing for " + PATIENCE);
  }

  private static DermaflowException failed(Path home, Path log, String what) throws IOException {
    List<String> lines = Files.exists(log) ? Files.readAllLines(log) : List.of();
    String last = String.join(" / ", lines.subList(Math.max(0, lines.size() - 2), lines.size()));
    return DermaflowException.failed(
        "The embedded services of "
            + home
            + " did not start: their supervisor "
            + what
            + ". "
            + last,
        "PostgreSQL and the S3 endpoint within " + PATIENCE,
        log + " says more");
  }

  private static Process launch(Path home, Path log) throws IOException {
    List<String> command = new ArrayList<>();
    if (Files.isExecutable(Path.of("/usr/bin/setsid"))) {
      command.add("/usr/bin/setsid"); // so that Ctrl-C in the terminal does not reach it
    }
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx192m");
    command.add("-XX:+UseSerialGC");
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-Djdk.attach.allowAttachSelf=false");
    if (Runtime.version().feature() >= 24) {
      command.add("--sun-misc-unsafe-memory-access=allow");
    }
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(Supervisor.class.getName());
    command.add(home.toAbsolutePath().toString());
    return new ProcessBuilder(command)
        .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
        .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
        .start();
  }

  static void pause() {
    try {
      Thread.sleep(100);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for the services", e);
    }
  }

  @Override
  public void close() {
    closeQuietly(lock);
    closeQuietly(channel);
  }

  private static void closeQuietly(@Nullable AutoCloseable closeable) {
    try {
      if (closeable != null) {
        closeable.close();
      }
    } catch (Exception e) {
      // the process is about to end, and with it every lock
    }
  }
}
