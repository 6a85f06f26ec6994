package io.dermaflow.scheduler.platform;

import io.dermaflow.datasets.Sources;
import io.dermaflow.errors.DermaflowException;
import io.dermaflow.models.ModelRegistry;
import io.dermaflow.models.ModelVersion;
import io.dermaflow.models.Verdict;
import io.dermaflow.progress.Progress;
import io.dermaflow.scheduler.config.Settings;
import io.dermaflow.scheduler.runs.JobRunner;
import io.dermaflow.scoring.Outcomes;
import io.dermaflow.scoring.ScoreUploads;
import io.dermaflow.scoring.ScoringRun;
import io.dermaflow.scoring.Shards;
import io.dermaflow.scoring.Uploads;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.transaction.support.TransactionOperations;

/** Scores uploads in bulk. */
public final class ScoringService {

  private static final long POLL_MILLIS = 1000;

  private final JobRunner runner;
  private final Job job;
  private final ModelRegistry registry;
  private final ScoreUploads scoring;
  private final Uploads uploads;
  private final Shards shards;
  private final Outcomes outcomes;
  private final Sources sources;
  private final TransactionOperations transaction;
  private final Progress progress;
  private final Settings settings;
  private final Clock clock;

  public ScoringService(
      JobRunner runner,
      Job job,
      ModelRegistry registry,
      ScoreUploads scoring,
      Uploads uploads,
      Shards shards,
      Outcomes outcomes,
      Sources sources,
      TransactionOperations transaction,
      Progress progress,
      Settings settings,
      Clock clock) {
    this.runner = runner;
    this.job = job;
    this.registry = registry;
    this.scoring = scoring;
    this.uploads = uploads;
    this.shards = shards;
    this.outcomes = outcomes;
    this.sources = sources;
    this.transaction = transaction;
    this.progress = progress;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * What is asked for.
   *
   * @param source where uploads are; null for our own
   * @param model {@code MODEL@VERSION} or {@code MODEL}; null for the champion
   * @param limit most uploads to score, 0 for all
   * @param patience how long halves of uploads wait for each other
   * @param shadow whether results go beside those that serve
   * @param events whether uploads are noted from the queue instead of by listing
   */
  public record Request(
      @Nullable String source,
      @Nullable String model,
      long limit,
      Duration patience,
      boolean shadow,
      boolean events) {

    /** Everything of our own uploads under the champion. */
    public static Request all(Duration patience) {
      return new Request(null, null, 0, patience, false, false);
    }
  }

  /**
   * What {@code score} says.
   *
   * @param read uploads that have an outcome now and had none
   * @param quarantined set aside
   * @param unchanged uploads of the source that had their outcome before
   * @param waiting uploads that wait for their other half
   * @param scoredHere of those read, the ones of this process
   * @param stageSeconds thread seconds of this process by stage
   * @param comparison of a shadow run: how it compares with the champion; else null
   */
  public record Scored(
      long execution,
      String model,
      int read,
      int scored,
      int abstained,
      int quarantined,
      long unchanged,
      long waiting,
      Map<String, Integer> reasons,
      double seconds,
      double imagesPerSecond,
      long scoredHere,
      Map<String, Double> stageSeconds,
      long readsRepeated,
      Outcomes.@Nullable Comparison comparison) {}

  /**
   * What a run would do.
   *
   * @param uploads uploads of the source
   * @param changed of these, new or overwritten since they were noted
   * @param pending known uploads without an outcome under the model
   * @param waiting uploads that wait for their other half
   * @param imagesPerSecond of the last run, or null
   * @param seconds about how long it would take, or null
   */
  public record Preview(
      String model,
      long uploads,
      long changed,
      long pending,
      long waiting,
      @Nullable Double imagesPerSecond,
      @Nullable Double seconds) {}

  /** The uploads prefix of our bucket. */
  public String ownUploads() {
    return "s3://" + settings.s3Bucket() + "/uploads";
  }

  private String source(Request request) {
    String source = request.source();
    return source == null ? ownUploads() : Sources.absolute(source);
  }

  /**
   * Runs to the end.
   *
   * @throws DermaflowException also when it runs elsewhere already
   */
  public Scored score(Request request) {
    ModelVersion model = model(request.model());
    Instant start = clock.instant();
    JobExecution execution =
        runner.run(
            job,
            Map.of(
                "source", source(request),
                "model", model.model(),
                "model_version", (long) model.version(),
                "limit", request.limit(),
                "wait_seconds", request.patience().toSeconds(),
                "results", request.shadow() ? "shadow" : "serving",
                "intake", request.events() ? "events" : "list"));
    ScoringRun run =
        new ScoringRun(
            execution.getJobInstanceId(),
            source(request),
            model.id(),
            model.preprocessing().hash(),
            request.shadow());
    return scored(execution.getId(), run, request.patience(), start);
  }

  private Scored scored(long execution, ScoringRun run, Duration patience, Instant start) {
    double seconds = Duration.between(start, clock.instant()).toMillis() / 1000.0;
    Outcomes.Tally tally = outcomes.tally(run);
    Uploads.Pending left = uploads.countPending(run, clock.instant().minus(patience));
    long known = uploads.count(run.source());
    ScoreUploads.Effort effort = scoring.lastEffort();
    Map<String, Double> stages = new LinkedHashMap<>();
    effort
        .stageSeconds()
        .forEach((stage, spent) -> stages.put(stage.label(), Math.rint(100 * spent) / 100));
    return new Scored(
        execution,
        run.modelId(),
        tally.total(),
        tally.scored(),
        tally.abstained(),
        tally.setAside(),
        Math.max(0, known - tally.total() - left.pending() - left.waiting()),
        left.waiting(),
        outcomes.reasons(run),
        seconds,
        seconds == 0 ? 0 : Math.rint(10 * tally.total() / seconds) / 10,
        effort.scored(),
        stages,
        effort.retries(),
        run.shadow() ? comparison(run) : null);
  }

  private Outcomes.@Nullable Comparison comparison(ScoringRun run) {
    String name = run.modelId().substring(0, run.modelId().lastIndexOf('@'));
    return registry
        .findChampion(name)
        .map(champion -> outcomes.compare(champion.id(), run.modelId()))
        .orElse(null);
  }

  /** Starts a run, or lends this process to the one that somebody else started. */
  public Scored join(Request request) {
    Instant start = clock.instant();
    while (true) {
      if (!runner.isRunning(job.getName())) {
        try {
          return score(request);
        } catch (DermaflowException e) {
          if (!runner.isRunning(job.getName())) {
            throw e;
          } // somebody was quicker
        }
      }
      Optional<ScoringRun> open = shards.findOpenRun();
      if (open.isPresent()) {
        help(open.get());
        return scored(0, open.get(), request.patience(), start);
      }
      pause();
    }
  }

  private void help(ScoringRun run) {
    ModelVersion model = model(run.modelId());
    try (Sources.Source source = sources.open(run.source())) {
      scoring.help(
          run,
          source.storage(),
          model,
          work -> transaction.executeWithoutResult(status -> work.run()),
          progress);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw interrupted();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(POLL_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw interrupted();
    }
  }

  private static DermaflowException interrupted() {
    return DermaflowException.failed(
        "Scoring was interrupted", "to be left to its end", "the same command goes on");
  }

  /** Counts what {@link #score} would do; changes nothing. */
  public Preview preview(Request request) {
    ModelVersion model = model(request.model());
    String from = source(request);
    ScoringRun run =
        new ScoringRun(0, from, model.id(), model.preprocessing().hash(), request.shadow());
    ScoreUploads.Listed listed;
    try (Sources.Source source = sources.open(from)) {
      listed =
          scoring.intake(
              source.storage(), source.prefix(), from, true, n -> progress.report("list", n, 0));
    }
    Uploads.Pending pending = uploads.countPending(run, clock.instant().minus(request.patience()));
    OptionalDouble rate = shards.findLastRate();
    long todo = pending.pending() + listed.changed();
    if (request.limit() > 0) {
      todo = Math.min(todo, request.limit());
    }
    return new Preview(
        model.id(),
        listed.uploads(),
        listed.changed(),
        pending.pending(),
        pending.waiting(),
        rate.isPresent() ? Math.rint(10 * rate.getAsDouble()) / 10 : null,
        rate.isPresent() ? Math.rint(todo / rate.getAsDouble()) : null);
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
}
