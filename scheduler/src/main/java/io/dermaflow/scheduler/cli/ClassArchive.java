package io.dermaflow.scheduler.cli;

import io.dermaflow.datasets.DatasetVersion;
import io.dermaflow.datasets.VersionReport;
import io.dermaflow.json.Json;
import io.dermaflow.scheduler.LedgerSession;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Loads the classes that short commands need and ends: run by the launcher after a build with
 * {@code -XX:ArchiveClassesAtExit}, so that later commands find them ready.
 */
final class ClassArchive {

  /** A port where nobody listens. */
  private static final String NOWHERE = "jdbc:postgresql://127.0.0.1:1/nowhere";

  private ClassArchive() {}

  public static void main(String[] arguments) throws IOException {
    PrintStream out = System.out;
    System.setOut(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
    Path home = Files.createTempDirectory("dermaflow-archive");
    try {
      Launcher.run("dataset", "show", "--help");
      Launcher.run("doctor", "--json", "--home", home.toString());
      LedgerSession.find(home, Map.of("DERMAFLOW_DATABASE_URL", NOWHERE))
          .ifPresent(LedgerSession::close);
      Json.writePretty(Json.read("{}", VersionReport.class));
      Json.writePretty(Json.read("{}", DatasetVersion.class));
    } finally {
      System.setOut(out);
      delete(home);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> tree = Files.walk(folder)) {
      for (Path file : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
