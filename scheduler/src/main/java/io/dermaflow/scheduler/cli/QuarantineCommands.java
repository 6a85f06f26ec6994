package io.dermaflow.scheduler.cli;

import io.dermaflow.features.UploadOutcome;
import io.dermaflow.scheduler.PlatformSession;
import io.dermaflow.scoring.UploadWork;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Commands for uploads without a score. */
@Command(
    name = "quarantine",
    description = "Uploads without a score.",
    subcommands = {QuarantineCommands.Listing.class, QuarantineCommands.Retry.class})
final class QuarantineCommands extends Group {

  @Command(
      name = "list",
      description = "Uploads that abstained or were set aside, with the reason.")
  static final class Listing extends PlatformCommand {
    @Option(
        names = "--limit",
        defaultValue = "100",
        paramLabel = "N",
        description = "how many (default: 100)")
    int limit;

    @Override
    Answer run(PlatformSession platform) {
      List<UploadOutcome> all = platform.get(UploadWork.class).quarantine(Math.max(1, limit));
      return Answer.ok(
          all,
          Text.lines(
              all,
              o ->
                  "%-24s %-10s %-16s %s"
                      .formatted(o.uploadId(), o.outcome(), o.reason(), orDash(o.evidence()))));
    }
  }

  @Command(
      name = "retry",
      description =
          "Let the next run score these again (all that were set aside when none is named).")
  static final class Retry extends PlatformCommand {
    @Parameters(arity = "0..*", paramLabel = "UPLOAD")
    List<String> uploads = List.of();

    @Override
    Answer run(PlatformSession platform) {
      int n = platform.get(UploadWork.class).retry(uploads);
      return Answer.ok(
          Map.of("retried", n), n + " uploads will be scored again by the next 'score'");
    }
  }
}
