package io.dermaflow.scheduler.cli;

import io.dermaflow.errors.DermaflowException;
import io.dermaflow.json.Json;
import java.util.Arrays;
import java.util.Map;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line. Help and usage errors answer without opening the platform. */
@Command(
    name = "dermaflow",
    version = "dermaflow 0.1.0",
    description =
        "Batch ML for skincare: labelled pictures to a model, selfies to features, features to recommendations.",
    subcommands = {
      Commands.Demo.class,
      IngestCommand.class,
      DatasetCommands.class,
      WeightsCommands.class,
      Commands.Train.class,
      ModelCommands.class,
      ScoreCommand.class,
      Commands.CatalogueGroup.class,
      InteractionsCommands.class,
      Commands.Recommend.class,
      Commands.Publish.class,
      PublicationCommands.class,
      ServeCommand.class,
      RunCommands.class,
      QuarantineCommands.class,
      ScheduleCommands.ScheduleGroup.class,
      ApiKeyCommands.class,
      TrackingCommand.class,
      BenchCommand.class,
      DoctorCommand.class
    },
    footer =
        "%nExit codes: 0 done, 1 failed (restartable), 2 usage or configuration, 3 refused by a gate, 4 done but more set aside than the limit allows.")
public final class Launcher extends Group {

  /** How operating systems and PostgreSQL call it. */
  private static final String DISK_FULL = "No space left on device";

  /** Runs one command and ends with its exit code. */
  public static void main(String[] args) {
    System.exit(run(args));
  }

  static int run(String... args) {
    CommandLine line = new CommandLine(new Launcher());
    line.setExecutionExceptionHandler((e, command, parsed) -> told(e, args));
    line.setParameterExceptionHandler(
        (e, unused) -> {
          if (json(args)) {
            System.out.println(error("usage", String.valueOf(e.getMessage())));
          }
          System.err.println(e.getMessage());
          CommandLine.UnmatchedArgumentException.printSuggestions(e, System.err);
          System.err.println(
              "Try '" + e.getCommandLine().getCommandSpec().qualifiedName() + " --help'.");
          return 2;
        });
    line.setCaseInsensitiveEnumValuesAllowed(true);
    return line.execute(args);
  }

  private static int told(Exception e, String[] args) {
    DermaflowException told = find(e);
    if (told == null) {
      LoggerFactory.getLogger(Launcher.class).error("Unexpected failure", e);
      if (json(args)) {
        System.out.println(error("failed", e.toString()));
      }
      System.err.println(
          "Unexpected failure: " + e + ". The log above says more; the same command may go on.");
      return 1;
    }
    if (json(args)) {
      System.out.println(
          error(
              told.kind().name().toLowerCase(java.util.Locale.ROOT),
              String.valueOf(told.getMessage())));
    }
    System.err.println(told.getMessage());
    return told.kind().exitCode();
  }

  private static @org.jspecify.annotations.Nullable DermaflowException find(Throwable e) {
    for (Throwable t = e; t != null; t = t.getCause()) {
      if (t instanceof DermaflowException found) {
        return found;
      }
      String message = t.getMessage();
      if (message != null && message.contains(DISK_FULL)) {
        return DermaflowException.failed(
            "The disk is full: " + message,
            "space for the work in hand",
            "free some; the same command goes on where it stopped");
      }
    }
    return null;
  }

  private static boolean json(String[] args) {
    return Arrays.asList(args).contains("--json");
  }

  private static String error(String kind, String message) {
    return Json.writePretty(Map.of("error", Map.of("kind", kind, "message", message)));
  }
}
