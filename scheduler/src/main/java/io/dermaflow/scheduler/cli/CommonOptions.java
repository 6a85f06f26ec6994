package io.dermaflow.scheduler.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of every command. */
final class CommonOptions {

  @Option(
      names = "--home",
      paramLabel = "DIR",
      description = "folder of all state (default: DERMAFLOW_HOME, or .dermaflow)")
  @Nullable Path home;

  @Option(names = "--json", description = "print exactly one JSON document on standard output")
  boolean json;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "show this help")
  boolean help;

  Path home() {
    Path given = home;
    if (given != null) {
      return given.toAbsolutePath().normalize();
    }
    return Path.of(Optional.ofNullable(System.getenv("DERMAFLOW_HOME")).orElse(".dermaflow"))
        .toAbsolutePath()
        .normalize();
  }
}
