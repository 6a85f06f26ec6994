package io.dermaflow.training;

import io.dermaflow.errors.DermaflowException;
import io.dermaflow.models.Head;
import io.dermaflow.models.HeadMetrics;
import io.dermaflow.models.LearningRate;
import io.dermaflow.models.NetworkSpec;
import io.dermaflow.models.NetworkTrainer;
import io.dermaflow.models.TrainableNetwork;
import io.dermaflow.models.TrunkEngine;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The loop over phases and epochs, with a checkpoint after each epoch. Started again in the same
 * folder it goes on behind the last checkpoint and ends with the same parameters.
 */
final class TrainingRun {

  /** The DL4J file of a finished run. */
  static final String ZIP = "final.zip";

  /** The exported file of a finished run. */
  static final String ONNX = "final.onnx";

  /** Most that the cached activations of training pictures may take on disk. */
  private static final long CACHE_BYTES = 8L << 30;

  private final NetworkTrainer trainer;
  private final TrunkEngine trunks;
  private final Clock clock;
  private final Listener listener;

  /** Told of progress. */
  interface Listener {
    void step(int done, int total, double loss);

    void epoch(EpochReport report);

    /** The frozen part has been run for so many of the pictures that are kept. */
    void cached(int done, int total);
  }

  TrainingRun(NetworkTrainer trainer, TrunkEngine trunks, Clock clock, Listener listener) {
    this.trainer = trainer;
    this.trunks = trunks;
    this.clock = clock;
    this.listener = listener;
  }

  void run(TrainingTask task) throws IOException {
    Path folder = Path.of(task.folder());
    Optional<Cursor> before = Cursor.find(folder);
    before.ifPresent(cursor -> requireSameRun(task, cursor));
    before.ifPresent(cursor -> cursor.epochs().forEach(listener::epoch));
    if (before.isPresent() && before.get().finished()) {
      return;
    }
    try (PreparedData data = PreparedData.open(Path.of(task.data()))) {
      new Progress(task, folder, data, before).train();
    }
  }

  private static void requireSameRun(TrainingTask task, Cursor cursor) {
    if (!cursor.run().equals(task.runId())) {
      throw DermaflowException.refused(
          "The folder %s holds checkpoints of run %s".formatted(task.folder(), cursor.run()),
          "run " + task.runId(),
          "it belongs to another dataset, recipe or seed: name another folder, or delete it");
    }
  }

  /** One run on its way. */
  private final class Progress {
    private final TrainingTask task;
    private final Recipe recipe;
    private final Path folder;
    private final PreparedData data;
    private final NetworkSpec spec;
    private final BatchAssembler assembler;
    private final List<EpochReport> reports;
    private final int perEpoch;
    private Optional<Cursor> cursor;

    Progress(TrainingTask task, Path folder, PreparedData data, Optional<Cursor> before) {
      this.task = task;
      this.recipe = task.recipe();
      this.folder = folder;
      this.data = data;
      this.spec = recipe.network(data.labelledHeads());
      this.assembler = new BatchAssembler(data, spec.heads(), recipe, task.seed());
      this.reports = new ArrayList<>(before.map(Cursor::epochs).orElse(List.of()));
      this.perEpoch = Math.max(1, data.split(PreparedItem.TRAIN).length / recipe.batchSize());
      this.cursor = before;
    }

    void train() throws IOException {
      deleteOrphans();
      Schedule next = Schedule.after(recipe, reports);
      while (!next.finished(recipe)) {
        next = phase(next);
      }
      finish();
    }

    /** Checkpoints that a killed process wrote but no cursor names. */
    private void deleteOrphans() throws IOException {
      List<String> named = cursor.map(c -> List.of(c.checkpoint(), c.best())).orElse(List.of());
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.toList()) {
          String name = file.getFileName().toString();
          if (name.matches("epoch-[0-9]+[.]zip([.]part)?") && !named.contains(name)) {
            Files.delete(file);
          }
        }
      }
    }

    /** The rest of a phase; returns what comes behind it. */
    private Schedule phase(Schedule first) throws IOException {
      Phase phase = recipe.phases().get(first.phase());
      Schedule next = first;
      try (TrainableNetwork network = network(first, phase);
          PhaseInputs inputs =
              PhaseInputs.open(
                  network,
                  data,
                  assembler,
                  phase,
                  recipe.batchSize(),
                  trunks,
                  folder,
                  CACHE_BYTES,
                  listener::cached)) {
        while (next.phase() == first.phase()) {
          reports.add(epoch(reports.size() + 1, first.phase(), phase, network, inputs));
          keep(network);
          listener.epoch(reports.get(reports.size() - 1));
          next = Schedule.after(recipe, reports);
        }
      }
      return next;
    }

    private TrainableNetwork network(Schedule at, Phase phase) throws IOException {
      if (cursor.isEmpty()) {
        return trainer.create(spec, phase.frozen(), rate(phase), task.seed());
      }
      if (at.epochInPhase() > 0) {
        return trainer.restore(spec, phase.frozen(), folder.resolve(cursor.get().checkpoint()));
      }
      TrainableNetwork network =
          trainer.restore(
              spec, recipe.phases().get(at.phase() - 1).frozen(), folder.resolve(chosen()));
      network.begin(phase.frozen(), rate(phase));
      return network;
    }

    /** The checkpoint that the phase before has come to. */
    private String chosen() {
      Cursor now = cursor.orElseThrow(() -> new IllegalStateException("no epoch was trained"));
      return recipe.keepBest() ? now.best() : now.checkpoint();
    }

    private LearningRate rate(Phase phase) {
      return new LearningRate(
          phase.rate(), phase.warmUp(), Math.max(1, perEpoch * phase.epochs()), phase.last());
    }

    private EpochReport epoch(
        int epoch, int phaseIndex, Phase phase, TrainableNetwork network, PhaseInputs inputs)
        throws IOException {
      long start = System.nanoTime();
      double[] loss = new double[1];
      inputs.epoch(
          epoch,
          perEpoch,
          (step, batch) -> {
            double stepLoss = network.fit(batch);
            if (!Double.isFinite(stepLoss)) {
              throw notFinite(stepLoss, epoch, step, rate(phase).at(network.steps() - 1));
            }
            loss[0] += stepLoss;
            listener.step((epoch - 1) * perEpoch + step + 1, perEpoch * recipe.epochs(), stepLoss);
          });
      double seconds = (System.nanoTime() - start) / 1e9;
      Map<String, Double> metrics = new LinkedHashMap<>();
      metrics.put("train_loss", loss[0] / perEpoch);
      metrics.put("learning_rate", rate(phase).at(network.steps() - 1));
      metrics.put("images_per_second", perEpoch * batchItems() / seconds);
      Map<Head, HeadMetrics> valid =
          SplitEvaluation.of(
              data, PreparedItem.VALID, spec.heads(), inputs.validation(data, network));
      double validLoss = 0;
      boolean measured = false;
      for (Map.Entry<Head, HeadMetrics> head : valid.entrySet()) {
        if (head.getValue().n() > 0) {
          metrics.put("valid_" + head.getKey().key() + "_accuracy", head.getValue().accuracy());
          metrics.put("valid_" + head.getKey().key() + "_log_loss", head.getValue().logLoss());
          validLoss += head.getValue().logLoss();
          measured = true;
        }
      }
      if (!Double.isFinite(validLoss) || !network.finite()) {
        throw notFinite(validLoss, epoch, perEpoch - 1, rate(phase).at(network.steps() - 1));
      }
      if (measured) {
        metrics.put("valid_loss", validLoss);
      }
      return new EpochReport(epoch, phaseIndex, clock.instant(), metrics);
    }

    /** A set smaller than a batch is one smaller batch. */
    private int batchItems() {
      return Math.min(recipe.batchSize(), data.split(PreparedItem.TRAIN).length);
    }

    private DermaflowException notFinite(double loss, int epoch, int step, double rate) {
      return DermaflowException.failed(
          "The loss became %s in epoch %d, batch %d, at learning rate %.3g; the last good checkpoint is %s"
              .formatted(
                  loss,
                  epoch,
                  step + 1,
                  rate,
                  cursor.map(c -> folder.resolve(c.checkpoint()).toString()).orElse("none")),
          "a finite number",
          "the learning rate is too high for this data, or labels are wrong");
    }

    /** Writes the checkpoint, then the cursor, then deletes what nobody needs any more. */
    private void keep(TrainableNetwork network) throws IOException {
      EpochReport last = reports.get(reports.size() - 1);
      List<EpochReport> own =
          reports.stream().filter(report -> report.phase() == last.phase()).toList();
      String checkpoint = "epoch-" + last.epoch() + ".zip";
      network.save(folder.resolve(checkpoint));
      String best = "epoch-" + own.get(Schedule.best(own)).epoch() + ".zip";
      Cursor now = new Cursor(task.runId(), checkpoint, best, reports, false);
      now.write(folder);
      for (String old : cursor.map(c -> List.of(c.checkpoint(), c.best())).orElse(List.of())) {
        if (!old.equals(checkpoint) && !old.equals(best)) {
          Files.deleteIfExists(folder.resolve(old));
        }
      }
      cursor = Optional.of(now);
    }

    private void finish() throws IOException {
      Path chosen = folder.resolve(chosen());
      try (TrainableNetwork network = trainer.restore(spec, chosen)) {
        network.exportOnnx(folder.resolve(ONNX));
      }
      Path part = folder.resolve(ZIP + ".part");
      Files.copy(chosen, part, StandardCopyOption.REPLACE_EXISTING);
      try (FileChannel copied = FileChannel.open(part, StandardOpenOption.WRITE)) {
        copied.force(true);
      }
      Files.move(part, folder.resolve(ZIP), StandardCopyOption.ATOMIC_MOVE);
      Cursor before = cursor.orElseThrow(() -> new IllegalStateException("no epoch was trained"));
      new Cursor(task.runId(), ZIP, ZIP, reports, true).write(folder);
      Files.deleteIfExists(folder.resolve(before.checkpoint()));
      Files.deleteIfExists(folder.resolve(before.best()));
    }
  }
}
