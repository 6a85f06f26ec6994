package io.dermaflow.scheduler.platform;

import io.dermaflow.datasets.Sources;
import io.dermaflow.errors.DermaflowException;
import io.dermaflow.models.ModelRegistry;
import io.dermaflow.models.ModelVersion;
import io.dermaflow.models.Verdict;
import io.dermaflow.scheduler.config.Settings;
import io.dermaflow.scheduler.runs.JobRunner;
import io.dermaflow.scoring.UploadWork;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;

/** Scores uploads in bulk. */
public final class ScoringService {

  private final JobRunner runner;
  private final Job job;
  private final ModelRegistry registry;
  private final UploadWork work;
  private final Settings settings;
  private final Clock clock;

  public ScoringService(
      JobRunner runner,
      Job job,
      ModelRegistry registry,
      UploadWork work,
      Settings settings,
      Clock clock) {
    this.runner = runner;
    this.job = job;
    this.registry = registry;
    this.work = work;
    this.settings = settings;
    this.clock = clock;
  }

  /** What {@code score} says. */
  public record Scored(
      long execution,
      String model,
      int read,
      int scored,
      int abstained,
      int quarantined,
      long unchanged,
      Map<String, Integer> reasons,
      double seconds,
      double imagesPerSecond) {}

  /** The uploads prefix of our bucket. */
  public String ownUploads() {
    return "s3://" + settings.s3Bucket() + "/uploads/";
  }

  /**
   * @param source where uploads are; null for our own
   * @param reference {@code MODEL@VERSION} or {@code MODEL}; null for the champion
   * @param limit most uploads to score, 0 for all
   */
  public Scored score(@Nullable String source, @Nullable String reference, long limit) {
    ModelVersion model = model(reference);
    String from = source == null ? ownUploads() : Sources.absolute(source);
    Instant start = clock.instant();
    JobExecution execution =
        runner.run(
            job,
            Map.of(
                "source",
                from,
                "model",
                model.model(),
                "model_version",
                (long) model.version(),
                "limit",
                limit));
    double seconds = Duration.between(start, clock.instant()).toMillis() / 1000.0;
    UploadWork.Tally tally = work.tally(execution.getJobInstanceId());
    Map<String, Integer> reasons = new TreeMap<>(work.reasons(execution.getJobInstanceId()));
    long known = work.count(prefix(from));
    return new Scored(
        execution.getId(),
        model.id(),
        tally.total(),
        tally.scored(),
        tally.abstained(),
        tally.setAside(),
        Math.max(0, known - tally.total()),
        reasons,
        seconds,
        seconds == 0 ? 0 : Math.rint(10 * tally.total() / seconds) / 10);
  }

  private ModelVersion model(@Nullable String reference) {
    String text = reference == null ? settings.model() : reference;
    String[] parts = text.split("@", 2);
    if (parts.length == 1) {
      return registry
          .findChampion(parts[0])
          .orElseThrow(
              () ->
                  DermaflowException.usage(
                      "Model '" + parts[0] + "' has no champion",
                      "a model version that passed its gate",
                      "'train " + parts[0] + " --dataset NAME' makes one"));
    }
    int version;
    try {
      version = Integer.parseInt(parts[1]);
    } catch (NumberFormatException e) {
      throw DermaflowException.usage(
          "Model '" + text + "'", "MODEL or MODEL@VERSION", "the version is a number");
    }
    ModelVersion found =
        registry
            .find(parts[0], version)
            .orElseThrow(
                () ->
                    DermaflowException.usage(
                        "There is no model '" + text + "'",
                        "a registered version",
                        "'models list' shows them"));
    if (found.verdict() == Verdict.REFUSED) {
      throw DermaflowException.refused(
          text + " was refused: " + String.join("; ", found.reasons()),
          "a version that passed its gate",
          "train again with more or better data");
    }
    return found;
  }

  private static String prefix(String source) {
    if (!source.startsWith("s3://")) {
      return "";
    }
    String path = source.substring("s3://".length());
    int slash = path.indexOf('/');
    return slash < 0 ? "" : path.substring(slash + 1);
  }
}
