package io.dermaflow.scheduler.cli;

import io.dermaflow.errors.DermaflowException;
import io.dermaflow.scheduler.PlatformSession;
import io.dermaflow.scoring.OutcomeReason;
import io.dermaflow.scoring.Outcomes;
import io.dermaflow.scoring.UploadOutcome;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Commands for uploads without a score. */
@Command(
    name = "quarantine",
    description = "Uploads without a score.",
    subcommands = {
      QuarantineCommands.Listing.class,
      QuarantineCommands.Show.class,
      QuarantineCommands.Retry.class
    })
final class QuarantineCommands extends Group {

  private static String reason(@Nullable String given) {
    if (given == null) {
      return "";
    }
    String name = given.toUpperCase(Locale.ROOT);
    return Arrays.stream(OutcomeReason.values())
        .map(Enum::name)
        .filter(name::equals)
        .findFirst()
        .orElseThrow(
            () ->
                DermaflowException.usage(
                    "There is no reason '" + given + "'",
                    "one of " + Arrays.toString(OutcomeReason.values()),
                    "'quarantine list' shows those that occur"));
  }

  private static String line(UploadOutcome outcome) {
    return "%-24s %-10s %-16s %s"
        .formatted(
            outcome.uploadId(),
            outcome.outcome(),
            PlatformCommand.orDash(outcome.reason()),
            PlatformCommand.orDash(outcome.evidence()));
  }

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

    @Option(names = "--reason", paramLabel = "REASON", description = "only those with this reason")
    @Nullable String reason;

    @Override
    Answer run(PlatformSession platform) {
      List<UploadOutcome> all =
          platform
              .get(Outcomes.class)
              .quarantine(
                  new Outcomes.Filter(
                      List.of(), QuarantineCommands.reason(reason), Math.max(1, limit)));
      return Answer.ok(all, Text.lines(all, QuarantineCommands::line));
    }
  }

  @Command(name = "show", description = "What became of an upload, under every model.")
  static final class Show extends PlatformCommand {
    @Parameters(paramLabel = "UPLOAD")
    String upload = "";

    @Override
    Answer run(PlatformSession platform) {
      List<UploadOutcome> all = platform.get(Outcomes.class).of(upload);
      if (all.isEmpty()) {
        throw DermaflowException.usage(
            "There is no outcome of upload '" + upload + "'",
            "an upload that was scored or has a reason not to be",
            "'score' has not seen it yet");
      }
      return Answer.ok(all, Text.lines(all, Show::lines));
    }

    private static String lines(UploadOutcome outcome) {
      String reason = outcome.reason();
      return """
          %s under %s, decided %s
            %s%s
            evidence: %s
            selfie %s, survey %s, preprocessing %s"""
          .formatted(
              outcome.uploadId(),
              outcome.modelId(),
              outcome.at(),
              outcome.outcome(),
              reason == null ? "" : " " + reason + ": " + OutcomeReason.valueOf(reason).meaning(),
              orDash(outcome.evidence()),
              outcome.etag().isEmpty() ? "none" : outcome.etag(),
              outcome.surveyEtag().isEmpty() ? "none" : outcome.surveyEtag(),
              outcome.preprocessing());
    }
  }

  @Command(
      name = "retry",
      description =
          "Let the next run score these again (all that were set aside when none is named).")
  static final class Retry extends PlatformCommand {
    @Parameters(arity = "0..*", paramLabel = "UPLOAD")
    List<String> uploads = List.of();

    @Option(names = "--reason", paramLabel = "REASON", description = "only those with this reason")
    @Nullable String reason;

    @Override
    Answer run(PlatformSession platform) {
      int n =
          platform
              .get(Outcomes.class)
              .retry(new Outcomes.Filter(uploads, QuarantineCommands.reason(reason), 1));
      return Answer.ok(
          Map.of("retried", n), n + " uploads will be scored again by the next 'score'");
    }
  }
}
