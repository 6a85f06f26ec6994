package io.dermaflow.scheduler.cli;

import io.dermaflow.errors.DermaflowException;
import io.dermaflow.scheduler.PlatformSession;
import io.dermaflow.scheduler.config.Settings;
import io.dermaflow.scheduler.platform.ScoringService;
import io.dermaflow.scheduler.platform.ScoringService.Preview;
import io.dermaflow.scheduler.platform.ScoringService.Request;
import io.dermaflow.scheduler.platform.ScoringService.Scored;
import io.dermaflow.scoring.Outcomes;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code score}. */
@Command(
    name = "score",
    description = "Score uploads in bulk with the champion or a given model version.",
    footer =
        "%nOnly uploads without a result under the model are read. Stopped or killed, the same"
            + " command goes on. 'quarantine list' shows what has no score, and why.")
final class ScoreCommand extends PlatformCommand {

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "SOURCE",
      description =
          "folder or s3://bucket/prefix that holds <uploadId>/selfie.* and survey.json (default:"
              + " our uploads)")
  @Nullable String source;

  @Option(
      names = "--model",
      paramLabel = "M[@V]",
      description = "model version (default: the champion)")
  @Nullable String model;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "0",
      description = "most uploads to score, the newest first")
  long limit;

  @Option(
      names = "--wait",
      paramLabel = "TIME",
      defaultValue = "PT0S",
      description =
          "leave selfies without a survey, and surveys without a selfie, that are younger, such as"
              + " PT10M (default: score what is there)")
  String patience = "PT0S";

  @Option(names = "--dry-run", description = "only count what would be scored; changes nothing")
  boolean dryRun;

  @Option(
      names = "--shadow",
      description = "keep results beside those that serve, and compare them with the champion's")
  boolean shadow;

  @Option(
      names = "--join",
      description = "where another process scores already, help it; else start")
  boolean join;

  @Option(
      names = "--events",
      description = "note what the queue of upload events names, instead of listing")
  boolean events;

  @Override
  Answer run(PlatformSession platform) {
    ScoringService scoring = platform.get(ScoringService.class);
    if (shadow && model == null) {
      throw DermaflowException.usage(
          "--shadow without --model",
          "the version that is to be compared with the champion",
          "'models list' shows them");
    }
    Request request = new Request(source, model, Math.max(0, limit), duration(), shadow, events);
    if (dryRun) {
      Preview preview = scoring.preview(request);
      return Answer.ok(preview, text(preview));
    }
    Scored scored = join ? scoring.join(request) : scoring.score(request);
    double limitShare = platform.get(Settings.class).setAsideLimit();
    return new Answer(
        scored, text(scored), exitCode(scored.quarantined(), scored.read(), limitShare));
  }

  private Duration duration() {
    try {
      Duration value = Duration.parse(patience);
      if (!value.isNegative()) {
        return value;
      }
    } catch (DateTimeParseException e) {
      // told below
    }
    throw DermaflowException.usage(
        "--wait is '" + patience + "'", "an ISO 8601 duration", "ten minutes are PT10M");
  }

  private static String text(Preview preview) {
    return """
        %s would score about %d uploads: %d known without a result, %d new or overwritten
        %d uploads listed, %d wait for their other half%s"""
        .formatted(
            preview.model(),
            preview.pending() + preview.changed(),
            preview.pending(),
            preview.changed(),
            preview.uploads(),
            preview.waiting(),
            preview.seconds() == null
                ? ""
                : String.format(
                    Locale.ROOT,
                    "%nabout %.0f s at the last run's %.1f pictures/s",
                    preview.seconds(),
                    preview.imagesPerSecond()));
  }

  private static String text(Scored scored) {
    StringBuilder text = new StringBuilder();
    line(
        text,
        "%s read %d uploads: %d scored, %d abstained, %d set aside %s; %d had a result already%s",
        scored.model(),
        scored.read(),
        scored.scored(),
        scored.abstained(),
        scored.quarantined(),
        scored.reasons(),
        scored.unchanged(),
        scored.waiting() == 0 ? "" : ", " + scored.waiting() + " wait for their other half");
    line(text, "%.1f pictures/s, %.1f s", scored.imagesPerSecond(), scored.seconds());
    if (scored.scoredHere() > 0) {
      line(text, "thread seconds here: %s", stages(scored.stageSeconds()));
    }
    Outcomes.Comparison with = scored.comparison();
    if (with != null) {
      line(
          text,
          "beside the champion: %d scored by both, same severity %.1f %%, same skin type %.1f %%,"
              + " same outcome %.1f %%",
          with.both(),
          100 * with.sameSeverity(),
          100 * with.sameSkinType(),
          100 * with.sameOutcome());
    }
    return text.toString().stripTrailing();
  }

  private static void line(StringBuilder text, String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values)).append('\n');
  }

  private static String stages(Map<String, Double> seconds) {
    return seconds.entrySet().stream()
        .map(stage -> String.format(Locale.ROOT, "%s %.1f", stage.getKey(), stage.getValue()))
        .collect(Collectors.joining(", "));
  }
}
