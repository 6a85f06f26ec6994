package io.dermaflow.scheduler.platform;

import io.dermaflow.datasets.DatasetLedger;
import io.dermaflow.datasets.DatasetVersion;
import io.dermaflow.errors.DermaflowException;
import io.dermaflow.models.FaceDetectors;
import io.dermaflow.models.HeadMetrics;
import io.dermaflow.models.ModelRegistry;
import io.dermaflow.models.ModelVersion;
import io.dermaflow.models.Normalisation;
import io.dermaflow.models.TrackingRelay;
import io.dermaflow.models.Verdict;
import io.dermaflow.models.WeightsEntry;
import io.dermaflow.models.WeightsLibrary;
import io.dermaflow.scheduler.runs.JobRunner;
import io.dermaflow.training.Recipe;
import io.dermaflow.training.TrainModel;
import io.dermaflow.training.TrainRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.job.Job;

/** Trains models. */
public final class TrainingService {

  /** Seed of trainings that name none. */
  public static final long SEED = 42;

  private final JobRunner runner;
  private final Job job;
  private final DatasetLedger ledger;
  private final TrainModel training;
  private final TrackingRelay relay;
  private final ModelRegistry registry;
  private final WeightsLibrary library;
  private final FaceDetectors faces;
  private final Clock clock;

  public TrainingService(
      JobRunner runner,
      Job job,
      DatasetLedger ledger,
      TrainModel training,
      TrackingRelay relay,
      ModelRegistry registry,
      WeightsLibrary library,
      FaceDetectors faces,
      Clock clock) {
    this.library = library;
    this.faces = faces;
    this.runner = runner;
    this.job = job;
    this.ledger = ledger;
    this.training = training;
    this.relay = relay;
    this.registry = registry;
    this.clock = clock;
  }

  /** What {@code train} says. */
  public record Trained(
      String runId,
      String model,
      int version,
      String dataset,
      Map<String, Map<String, HeadMetrics>> metrics,
      double imagesPerSecond,
      double seconds,
      Verdict verdict,
      List<String> reasons,
      String tracking) {}

  /**
   * Trains, unless this very request has made a version before.
   *
   * @param weights name of what the network starts from; null for random numbers
   */
  public Trained train(
      String model, DatasetVersion dataset, Recipe recipe, @Nullable String weights, long seed) {
    if (!model.matches("[a-z0-9][a-z0-9_-]{0,62}")) {
      throw DermaflowException.usage(
          "Model name '" + model + "'",
          "up to 63 lower-case letters, digits, dashes and underscores",
          "the arguments are in another order: train MODEL --dataset NAME");
    }
    String detector = faces.preferred().name();
    TrainRequest request =
        new TrainRequest(model, dataset, recipe, detector, start(recipe, weights), seed);
    Instant start = clock.instant();
    Optional<ModelVersion> before = training.findDone(request);
    if (before.isPresent()) {
      forget(request);
      return trained(before.get(), Verdict.SKIPPED, 0, 0, relayed());
    }
    runner.run(job, parameters(request));
    ModelVersion version =
        registry
            .findByRun(request.runId())
            .orElseThrow(() -> new IllegalStateException("the job registered no version"));
    double seconds = Duration.between(start, clock.instant()).toMillis() / 1000.0;
    int pictures = dataset.splits().getOrDefault("train", 0) * recipe.epochs();
    return trained(version, version.verdict(), pictures / seconds, seconds, relayed());
  }

  private static Map<String, Object> parameters(TrainRequest request) {
    Map<String, Object> parameters = new LinkedHashMap<>();
    parameters.put("model", request.model());
    parameters.put("dataset", request.dataset().dataset());
    parameters.put("dataset_version", (long) request.dataset().version());
    parameters.put("dataset_digest", request.dataset().digest());
    parameters.put("recipe", request.recipe().name());
    parameters.put("recipe_digest", request.recipe().digest());
    parameters.put("epochs", (long) request.recipe().epochs());
    parameters.put("width", Double.toString(request.recipe().width()));
    parameters.put("seed", request.seed());
    if (!request.detector().equals(TrainRequest.FIRST_DETECTOR)) {
      parameters.put("detector", request.detector()); // runs that were begun before go on
    }
    WeightsEntry start = request.weights();
    if (start != null) {
      parameters.put("weights", start.name());
    }
    return parameters;
  }

  private void forget(TrainRequest request) {
    try {
      training.forget(request);
    } catch (IOException e) {
      throw new UncheckedIOException("the work folder of a finished run cannot be deleted", e);
    }
  }

  private @Nullable WeightsEntry start(Recipe recipe, @Nullable String weights) {
    if (weights == null) {
      return null;
    }
    WeightsEntry start = library.require(weights);
    if (recipe.normalisation() != Normalisation.FOLDED) {
      throw DermaflowException.usage(
          "--weights %s with recipe %s".formatted(weights, recipe.name()),
          "one of "
              + Recipe.ALL.stream()
                  .filter(r -> r.normalisation() == Normalisation.FOLDED)
                  .map(Recipe::name)
                  .toList(),
          recipe.name() + " learns from random numbers, with BatchNorm; leave --weights out");
    }
    if (start.width() != recipe.width()) {
      throw DermaflowException.usage(
          "Weights %s are of a MobileNetV2 %s".formatted(weights, start.width()),
          "width " + recipe.width(),
          "train with --width " + start.width() + ", or take other weights: 'weights list'");
    }
    return start;
  }

  private String relayed() {
    TrackingRelay.Report report = relay.relay();
    if (!report.configured()) {
      return "no server configured; " + report.waiting() + " events wait";
    }
    return report.sent() + " events sent, " + report.waiting() + " wait " + report.problem();
  }

  private static Trained trained(
      ModelVersion version, Verdict verdict, double rate, double seconds, String tracking) {
    return new Trained(
        version.provenance().runId(),
        version.model(),
        version.version(),
        version.provenance().dataset() + "@" + version.provenance().datasetVersion(),
        version.metrics(),
        Math.rint(rate * 10) / 10,
        seconds,
        verdict,
        version.reasons(),
        tracking.strip());
  }

  /** The newest version of a dataset, for schedules. */
  public Optional<DatasetVersion> findDataset(String name) {
    return ledger.find(name, 0);
  }
}
