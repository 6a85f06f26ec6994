package io.dermaflow.scheduler.cli;

import io.dermaflow.errors.DermaflowException;
import io.dermaflow.ids.Digests;
import io.dermaflow.recommend.importing.InteractionFile;
import io.dermaflow.recommend.interactions.InteractionIntake;
import io.dermaflow.recommend.interactions.Interactions;
import io.dermaflow.scheduler.PlatformSession;
import io.dermaflow.scheduler.config.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "interactions",
    description = "What people viewed, liked, bought and reacted badly to.",
    subcommands = {InteractionsCommands.Ingest.class, InteractionsCommands.SetAside.class})
final class InteractionsCommands extends Group {

  @Command(
      name = "ingest",
      description = "Take a file of interactions in; the same file again changes nothing.",
      footer =
          "%nCSV with a header, or JSON lines: subject, product, kind (viewed, liked, bought, reacted_badly), at (ISO 8601 with a zone)")
  static final class Ingest extends PlatformCommand {
    @Parameters(index = "0", paramLabel = "FILE", description = "the interactions")
    Path file = Path.of("");

    @Override
    Answer run(PlatformSession platform) {
      if (!Files.isRegularFile(file)) {
        throw DermaflowException.usage(
            "There is no file '" + file + "'",
            "interactions as CSV or JSON lines",
            "the path is relative to another place");
      }
      try (InteractionFile rows = InteractionFile.open(file)) {
        String source = file.getFileName() + " " + Digests.sha256(file).substring(0, 12);
        InteractionIntake.Result taken = platform.get(InteractionIntake.class).take(source, rows);
        long setAside = taken.setAside().values().stream().mapToLong(Long::longValue).sum();
        return new Answer(
            taken,
            "%d rows: %d interactions added, %d there already, %d set aside %s"
                .formatted(taken.read(), taken.added(), taken.known(), setAside, taken.setAside()),
            exitCode(setAside, taken.read(), platform.get(Settings.class).setAsideLimit()));
      } catch (IOException e) {
        throw new UncheckedIOException("cannot read " + file, e);
      }
    }
  }

  @Command(name = "set-aside", description = "Rows that were set aside, newest source first.")
  static final class SetAside extends PlatformCommand {
    @Option(
        names = "--limit",
        paramLabel = "N",
        defaultValue = "100",
        description = "most rows (default: 100)")
    int limit;

    @Override
    Answer run(PlatformSession platform) {
      List<Interactions.SetAside> rows = platform.get(Interactions.class).setAside(limit);
      return Answer.ok(
          rows,
          Text.lines(
              rows, r -> "%s:%d  %s  (%s)".formatted(r.source(), r.line(), r.reason(), r.row())));
    }
  }
}
