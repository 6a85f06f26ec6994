package io.dermaflow.training;

import io.dermaflow.models.Head;
import io.dermaflow.models.HeadMetrics;
import io.dermaflow.models.LearningRate;
import io.dermaflow.models.NetworkSpec;
import io.dermaflow.models.NetworkTrainer;
import io.dermaflow.models.TrainableNetwork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The loop over epochs, with a checkpoint after each. Started again in the same folder it goes on
 * behind the last checkpoint and ends with the same parameters.
 */
final class TrainingRun {

  private static final int WARM_UP = 20;

  /** The DL4J file of a finished run. */
  static final String ZIP = "final.zip";

  /** The exported file of a finished run. */
  static final String ONNX = "final.onnx";

  private final NetworkTrainer trainer;
  private final Clock clock;
  private final Listener listener;

  /** Told of progress. */
  interface Listener {
    void step(int done, int total, double loss);

    void epoch(EpochReport report);
  }

  TrainingRun(NetworkTrainer trainer, Clock clock, Listener listener) {
    this.trainer = trainer;
    this.clock = clock;
    this.listener = listener;
  }

  void run(TrainingTask task) throws IOException {
    Path folder = Path.of(task.folder());
    Optional<Cursor> before = Cursor.find(folder);
    before.ifPresent(cursor -> cursor.epochs().forEach(listener::epoch));
    if (before.isPresent() && before.get().finished()) {
      return;
    }
    try (PreparedData data = PreparedData.open(Path.of(task.data()))) {
      NetworkSpec spec =
          new NetworkSpec(task.recipe().width(), task.recipe().size(), data.labelledHeads());
      try (TrainableNetwork network = network(task, folder, data, before, spec)) {
        train(task, folder, data, network, before);
      }
    }
  }

  private TrainableNetwork network(
      TrainingTask task, Path folder, PreparedData data, Optional<Cursor> before, NetworkSpec spec)
      throws IOException {
    return before.isPresent()
        ? trainer.restore(spec, folder.resolve(before.get().checkpoint()))
        : trainer.create(spec, rate(task.recipe(), data), task.seed());
  }

  private static LearningRate rate(Recipe recipe, PreparedData data) {
    return new LearningRate(
        recipe.learningRate(), WARM_UP, stepsPerEpoch(recipe, data) * recipe.epochs());
  }

  private static int stepsPerEpoch(Recipe recipe, PreparedData data) {
    return Math.max(1, data.split(PreparedItem.TRAIN).length / recipe.batchSize());
  }

  private void train(
      TrainingTask task,
      Path folder,
      PreparedData data,
      TrainableNetwork network,
      Optional<Cursor> before)
      throws IOException {
    Recipe recipe = task.recipe();
    BatchAssembler batches = new BatchAssembler(data, network.spec().heads(), recipe, task.seed());
    int perEpoch = stepsPerEpoch(recipe, data);
    List<EpochReport> reports = new ArrayList<>(before.map(Cursor::epochs).orElse(List.of()));
    String old = before.map(Cursor::checkpoint).orElse("");
    for (int epoch = reports.size() + 1; epoch <= recipe.epochs(); epoch++) {
      reports.add(epoch(epoch, perEpoch, batches, data, network, recipe));
      String checkpoint = "epoch-" + epoch + ".zip";
      network.save(folder.resolve(checkpoint));
      new Cursor(checkpoint, reports, false).write(folder);
      if (!old.isEmpty()) {
        Files.deleteIfExists(folder.resolve(old));
      }
      old = checkpoint;
      listener.epoch(reports.get(reports.size() - 1));
    }
    network.save(folder.resolve(ZIP));
    network.exportOnnx(folder.resolve(ONNX));
    new Cursor(ZIP, reports, true).write(folder);
    Files.deleteIfExists(folder.resolve(old));
  }

  private EpochReport epoch(
      int epoch,
      int perEpoch,
      BatchAssembler batches,
      PreparedData data,
      TrainableNetwork network,
      Recipe recipe)
      throws IOException {
    int[] order = batches.order(epoch);
    long start = System.nanoTime();
    double loss = 0;
    for (int step = 0; step < perEpoch; step++) {
      int from = step * recipe.batchSize();
      int to = Math.min(order.length, from + recipe.batchSize());
      double stepLoss = network.fit(batches.batch(epoch, order, from, to));
      if (!Double.isFinite(stepLoss)) {
        throw new IllegalStateException(
            "the loss became " + stepLoss + " in epoch " + epoch + ", step " + step);
      }
      loss += stepLoss;
      listener.step((epoch - 1) * perEpoch + step + 1, perEpoch * recipe.epochs(), stepLoss);
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("train_loss", loss / perEpoch);
    metrics.put("learning_rate", rate(recipe, data).at(network.steps() - 1));
    metrics.put("images_per_second", perEpoch * recipe.batchSize() / seconds);
    evaluate(network, data, PreparedItem.VALID)
        .forEach(
            (head, m) -> {
              metrics.put("valid_" + head.key() + "_accuracy", m.accuracy());
              metrics.put("valid_" + head.key() + "_log_loss", m.logLoss());
            });
    return new EpochReport(epoch, clock.instant(), metrics);
  }

  private static Map<Head, HeadMetrics> evaluate(
      TrainableNetwork network, PreparedData data, int split) throws IOException {
    return SplitEvaluation.of(data, split, network.spec().heads(), network::predict);
  }
}
