package io.dermaflow.scheduler.services;

import io.dermaflow.datasets.StorageSettings.StaticCredentials;
import io.dermaflow.embedded.EmbeddedPostgresServer;
import io.dermaflow.embedded.EmbeddedS3Server;
import io.dermaflow.lease.ProcessLife;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;

/**
 * The process that owns the embedded services of one home. It ends them a while after the last
 * client let go.
 */
public final class Supervisor {

  private static final Duration LINGER = Duration.ofSeconds(20);

  private final Path home;

  private Supervisor(Path home) {
    this.home = home;
  }

  /**
   * @param args the home
   */
  public static void main(String[] args) throws IOException {
    new Supervisor(Path.of(args[0])).run();
    System.exit(0);
  }

  private void run() throws IOException {
    try (FileChannel own = open("supervisor.lock");
        FileChannel clients = open(EmbeddedServices.CLIENTS)) {
      FileLock lock = own.tryLock();
      for (int i = 0; lock == null && i < 20; i++) { // a predecessor may be dying
        EmbeddedServices.pause();
        lock = own.tryLock();
      }
      if (lock == null) {
        return; // another supervises this home
      }
      StaticCredentials keys = new StaticCredentials("dermaflow", secret());
      try (EmbeddedPostgresServer postgres =
              EmbeddedPostgresServer.start(home.resolve("postgres"), true);
          EmbeddedS3Server s3 = EmbeddedS3Server.start(home.resolve("s3"), keys)) {
        ProcessHandle self = ProcessHandle.current();
        new ServiceAddresses(
                self.pid(),
                ProcessLife.startMillis(self),
                postgres.jdbcUrl(),
                s3.endpoint().toString(),
                keys.accessKey(),
                keys.secretKey())
            .write(home);
        FileLock alone = waitUntilUnused(clients);
        // From here on a new client waits for the lock, and finds no services when it gets it.
        ServiceAddresses.delete(home);
        if (!alone.isValid()) {
          throw new IOException("lost the lock on " + EmbeddedServices.CLIENTS);
        }
      }
    }
  }

  private FileChannel open(String name) throws IOException {
    return FileChannel.open(
        home.resolve(name),
        StandardOpenOption.CREATE,
        StandardOpenOption.READ,
        StandardOpenOption.WRITE);
  }

  private static FileLock waitUntilUnused(FileChannel clients) throws IOException {
    long unusedSince = System.nanoTime();
    while (true) {
      FileLock lock = clients.tryLock();
      if (lock == null) {
        unusedSince = System.nanoTime();
      } else if (System.nanoTime() - unusedSince > LINGER.toNanos()) {
        return lock;
      } else {
        lock.release();
      }
      for (int i = 0; i < 10; i++) {
        EmbeddedServices.pause();
      }
    }
  }

  private static String secret() {
    byte[] bytes = new byte[24];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
