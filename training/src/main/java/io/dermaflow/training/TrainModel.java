package io.dermaflow.training;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;

import io.dermaflow.datasets.ObjectStorage;
import io.dermaflow.models.Head;
import io.dermaflow.models.ModelRegistry;
import io.dermaflow.models.ModelVersion;
import io.dermaflow.models.NetworkSpec;
import io.dermaflow.models.NetworkTrainer;
import io.dermaflow.models.Preprocessing;
import io.dermaflow.models.Tracker;
import io.dermaflow.models.Verdict;
import io.dermaflow.models.WeightsEntry;
import io.dermaflow.models.WeightsLibrary;
import io.dermaflow.progress.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;

/** The use case behind {@code trainModelJob}: prepare, fit, judge. Every part can be repeated. */
public final class TrainModel {

  private final PrepareData preparing;
  private final TrainingProcess process;
  private final ModelRegistry registry;
  private final Tracker tracker;
  private final ObjectStorage storage;
  private final Judgement judging;
  private final TransactionTemplate transaction;
  private final Clock clock;
  private final NetworkTrainer trainer;
  private final TrainingProcessSettings bounds;
  private final Path work;
  private final WeightsLibrary library;

  TrainModel(
      PrepareData preparing,
      TrainingProcess process,
      ModelRegistry registry,
      Tracker tracker,
      ObjectStorage storage,
      Judgement judging,
      TransactionTemplate transaction,
      Clock clock,
      NetworkTrainer trainer,
      TrainingProcessSettings bounds,
      Path work,
      WeightsLibrary library) {
    this.library = library;
    this.trainer = trainer;
    this.bounds = bounds;
    this.preparing = preparing;
    this.process = process;
    this.registry = registry;
    this.tracker = tracker;
    this.storage = storage;
    this.judging = judging;
    this.transaction = transaction;
    this.clock = clock;
    this.work = work;
  }

  /** The version that this request has made before. */
  public Optional<ModelVersion> findDone(TrainRequest request) {
    return registry.findByRun(request.runId());
  }

  /** Deletes what a run that is registered left behind, if it was killed at that. */
  public void forget(TrainRequest request) throws IOException {
    deleteRun(folder(request));
  }

  /** Prepares the data and announces the run. */
  public void prepare(TrainRequest request, Progress progress) throws IOException {
    if (findDone(request).isPresent()) {
      return; // registered by an execution that died before it could say so
    }
    Path data = data(request, progress);
    try (PreparedData prepared = PreparedData.open(data)) {
      TrainingChecks.require(request, prepared, trainer, bounds);
    }
    transaction.executeWithoutResult(
        status -> tracker.runStarted(request.runId(), runInfo(request)));
  }

  private Path data(TrainRequest request, Progress progress) throws IOException {
    return preparing.prepare(
        request.dataset(),
        preprocessing(request),
        request.recipe().preparedSize(),
        work.resolve("prepared"),
        progress);
  }

  private Preprocessing preprocessing(TrainRequest request) {
    return Preprocessing.of(request.recipe().size(), request.detector());
  }

  private Tracker.RunInfo runInfo(TrainRequest request) {
    Map<String, String> parameters = new LinkedHashMap<>();
    Recipe recipe = request.recipe();
    parameters.put("recipe", recipe.name());
    parameters.put("width", Double.toString(recipe.width()));
    parameters.put("size", Integer.toString(recipe.size()));
    parameters.put("epochs", Integer.toString(recipe.epochs()));
    parameters.put("batch_size", Integer.toString(recipe.batchSize()));
    parameters.put(
        "learning_rate",
        recipe.phases().stream().map(p -> Double.toString(p.rate())).collect(joining(", ")));
    parameters.put(
        "frozen", recipe.phases().stream().map(p -> p.frozen().name()).collect(joining(", ")));
    WeightsEntry start = request.weights();
    parameters.put("weights", start == null ? "random" : start.name());
    parameters.put("weights_sha256", start == null ? "" : start.sha256());
    parameters.put("seed", Long.toString(request.seed()));
    parameters.put("dataset", request.dataset().id());
    parameters.put("dataset_digest", request.dataset().digest());
    parameters.put("preprocessing", preprocessing(request).hash());
    return new Tracker.RunInfo(
        "dermaflow/" + request.model(),
        request.model() + "-" + request.runId().substring(0, 8),
        clock.instant(),
        parameters);
  }

  /**
   * Trains in a child process; goes on where an earlier call stopped.
   *
   * @return false when it was asked to stop
   */
  public boolean fit(TrainRequest request, Progress progress, BooleanSupplier stop)
      throws IOException {
    if (findDone(request).isPresent()) {
      return true;
    }
    Path folder = folder(request);
    Files.createDirectories(folder);
    TrainingTask task =
        new TrainingTask(
            request.runId(),
            request.recipe(),
            request.seed(),
            data(request, progress).toAbsolutePath().toString(),
            weights(request),
            folder.toAbsolutePath().toString());
    TrainingRun.Listener listener = recording(request, progress);
    Optional<Cursor> before = Cursor.find(folder);
    if (before.isPresent() && before.get().finished()) {
      before.get().epochs().forEach(listener::epoch);
      return true;
    }
    return process.run(task, listener, stop);
  }

  /** A local copy of what the network starts from. */
  private @Nullable String weights(TrainRequest request) throws IOException {
    WeightsEntry start = request.weights();
    return start == null ? null : library.file(start).toAbsolutePath().toString();
  }

  private static NetworkSpec network(TrainRequest request, List<Head> heads) {
    WeightsEntry start = request.weights();
    return start == null
        ? request.recipe().network(heads)
        : request
            .recipe()
            .network(heads, requireNonNull(start.padding()), requireNonNull(start.scaling()));
  }

  private TrainingRun.Listener recording(TrainRequest request, Progress progress) {
    return new TrainingRun.Listener() {
      @Override
      public void step(int done, int total, double loss) {
        progress.report("train", done, total);
      }

      @Override
      public void cached(int done, int total) {
        progress.report("cache", done, total);
      }

      @Override
      public void epoch(EpochReport report) {
        transaction.executeWithoutResult(
            status ->
                tracker.metrics(request.runId(), report.epoch(), report.at(), report.metrics()));
      }
    };
  }

  private Path folder(TrainRequest request) {
    return work.resolve("runs").resolve(request.runId());
  }

  /** Measures the exported network, stores and registers it, and lets the gate decide. */
  public ModelVersion judge(TrainRequest request) throws IOException {
    Path folder = folder(request);
    Optional<ModelVersion> done = findDone(request);
    if (done.isPresent()) { // registered, and killed before the files were gone
      deleteRun(folder);
      return done.get();
    }
    Path onnx = folder.resolve(TrainingRun.ONNX);
    Path zip = folder.resolve(TrainingRun.ZIP);
    ModelRegistry.Candidate candidate;
    try (PreparedData data = PreparedData.open(data(request, Progress.NONE))) {
      NetworkSpec spec = network(request, data.labelledHeads());
      candidate =
          judging.candidate(
              request,
              data,
              spec,
              preprocessing(request),
              folder,
              Cursor.find(folder).orElseThrow());
    }
    ModelVersion.Int8 int8 = candidate.int8();
    if (int8 != null && int8.key() != null) {
      storage.writeFile(int8.key(), folder.resolve(TrainingRun.INT8), "application/octet-stream");
    }
    storage.writeFile(candidate.artifacts().onnxKey(), onnx, "application/octet-stream");
    storage.writeFile(candidate.artifacts().zipKey(), zip, "application/zip");
    ModelVersion version =
        requireNonNull(transaction.execute(status -> registerAndPromote(candidate)));
    deleteRun(folder);
    return version;
  }

  private ModelVersion registerAndPromote(ModelRegistry.Candidate candidate) {
    ModelVersion version = registry.register(candidate);
    String runId = candidate.provenance().runId();
    Map<String, Double> metrics = new LinkedHashMap<>();
    version
        .metrics()
        .getOrDefault("test", Map.of())
        .forEach(
            (head, m) -> {
              metrics.put("test_" + head + "_accuracy", m.accuracy());
              metrics.put("test_" + head + "_macro_f1", m.macroF1());
              metrics.put("test_" + head + "_qwk", m.qwk());
              metrics.put("test_" + head + "_log_loss", m.logLoss());
            });
    // Step 0: epochs count from 1, so that no epoch's metrics are in this event.
    tracker.metrics(runId, 0, version.createdAt(), metrics);
    tracker.modelRegistered(runId, version, "s3://" + candidate.artifacts().onnxKey());
    tracker.runFinished(runId, true, version.createdAt());
    if (version.verdict() == Verdict.PROMOTED) {
      registry.promote(
          version.model(),
          version.version(),
          "trainModelJob",
          "passed the gate of absolute floors");
    }
    return version;
  }

  private static void deleteRun(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }
}
