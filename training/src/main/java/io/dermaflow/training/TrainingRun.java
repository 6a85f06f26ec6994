package io.dermaflow.training;

import io.dermaflow.errors.DermaflowException;
import io.dermaflow.models.Head;
import io.dermaflow.models.HeadMetrics;
import io.dermaflow.models.LearningRate;
import io.dermaflow.models.LogitCorrection;
import io.dermaflow.models.NetworkSpec;
import io.dermaflow.models.PretrainedWeights;
import io.dermaflow.models.TrainableNetwork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The loop over phases and epochs, with a checkpoint after each epoch. Started again in the same
 * folder it goes on behind the last checkpoint and ends with the same parameters.
 */
final class TrainingRun {

  /** The DL4J file of a finished run. */
  static final String ZIP = "final.zip";

  /** The exported file of a finished run. */
  static final String ONNX = "final.onnx";

  /** The same with 8-bit numbers; not there without a validation split. */
  static final String INT8 = "final-int8.onnx";

  /** Pictures with which the ranges of 8-bit activations are measured. */
  private static final int RANGE_PICTURES = 128;

  private static final int RANGE_BATCH = 16;

  /** Most that the cached activations of training pictures may take on disk. */
  private static final long CACHE_BYTES = 8L << 30;

  private final TrainingEngines engines;
  private final Clock clock;
  private final Listener listener;

  /** Told of progress. */
  interface Listener {
    void step(int done, int total, double loss);

    void epoch(EpochReport report);

    /** The frozen part has been run for so many of the pictures that are kept. */
    void cached(int done, int total);
  }

  TrainingRun(TrainingEngines engines, Clock clock, Listener listener) {
    this.engines = engines;
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
      new Progress(task, folder, data, weights(task), before).train();
    }
  }

  private @Nullable PretrainedWeights weights(TrainingTask task) throws IOException {
    String file = task.weights();
    return file == null
        ? null
        : engines.weights().read(Path.of(file), PretrainedWeights.Stated.NOTHING);
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
    private final @Nullable PretrainedWeights start;
    private final NetworkSpec spec;
    private final BatchAssembler assembler;
    private final List<EpochReport> reports;
    private final int perEpoch;
    private Optional<Cursor> cursor;

    Progress(
        TrainingTask task,
        Path folder,
        PreparedData data,
        @Nullable PretrainedWeights start,
        Optional<Cursor> before) {
      this.task = task;
      this.recipe = task.recipe();
      this.folder = folder;
      this.data = data;
      this.start = start;
      this.spec = recipe.network(data.labelledHeads(), start);
      this.assembler = new BatchAssembler(data, spec.heads(), recipe, task.seed());
      this.reports = new ArrayList<>(before.map(Cursor::epochs).orElse(List.of()));
      this.perEpoch = Math.max(1, data.split(PreparedItem.TRAIN).length / recipe.batchSize());
      this.cursor = before;
    }

    void train() throws IOException {
      deleteOthers(needed());
      Schedule next = Schedule.after(recipe, reports);
      while (!next.finished(recipe)) {
        next = phase(next);
      }
      finish();
    }

    /** Deletes the checkpoints that nobody needs any more, also those that a kill left. */
    private void deleteOthers(Set<String> needed) throws IOException {
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.toList()) {
          String name = file.getFileName().toString();
          if (name.matches("epoch-[0-9]+[.]zip([.]part)?") && !needed.contains(name)) {
            Files.delete(file);
          }
        }
      }
    }

    private static String checkpoint(EpochReport epoch) {
      return "epoch-" + epoch.epoch() + ".zip";
    }

    /** Epochs of the phase of the last one. */
    private List<EpochReport> ownEpochs() {
      int phase = reports.isEmpty() ? 0 : reports.get(reports.size() - 1).phase();
      return reports.stream().filter(report -> report.phase() == phase).toList();
    }

    /** The last checkpoints of this phase, of which the mean is taken in the end. */
    private List<String> averaged() {
      List<EpochReport> own = ownEpochs();
      return own.subList(Math.max(0, own.size() - recipe.average()), own.size()).stream()
          .map(Progress::checkpoint)
          .toList();
    }

    private Set<String> needed() {
      Set<String> needed = new HashSet<>(averaged());
      cursor.ifPresent(c -> needed.add(c.checkpoint()));
      if (recipe.keepBest()) {
        cursor.ifPresent(c -> needed.add(c.best()));
      }
      return needed;
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
                  engines.trunks(),
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
        return engines.trainer().create(spec, phase.frozen(), rate(phase), task.seed(), start);
      }
      if (at.epochInPhase() > 0) {
        return engines
            .trainer()
            .restore(spec, phase.frozen(), folder.resolve(cursor.get().checkpoint()));
      }
      TrainableNetwork network =
          engines
              .trainer()
              .restore(
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
      List<EpochReport> own = ownEpochs();
      String checkpoint = checkpoint(own.get(own.size() - 1));
      network.save(folder.resolve(checkpoint));
      String best = checkpoint(own.get(Schedule.best(own)));
      Cursor now = new Cursor(task.runId(), checkpoint, best, reports, null, false);
      now.write(folder);
      cursor = Optional.of(now);
      deleteOthers(needed());
    }

    private void finish() throws IOException {
      Map<Head, LogitCorrection> corrections;
      try (TrainableNetwork network = result()) {
        corrections =
            Calibration.corrections(
                data, spec.heads(), SplitEvaluation.pictures(data, network::predict));
        network.calibrate(corrections);
        network.saveResult(folder.resolve(ZIP));
        engines.writer().write(network.inference(), folder.resolve(ONNX));
        List<byte[]> pictures = rangePictures();
        if (!pictures.isEmpty()) {
          engines.writer().writeInt8(network.inference(), pictures, folder.resolve(INT8));
        }
      }
      new Cursor(task.runId(), ZIP, ZIP, reports, corrections, true).write(folder);
      deleteOthers(Set.of());
    }

    /** Validation pictures, whose labels are not looked at, in batches. */
    private List<byte[]> rangePictures() throws IOException {
      List<byte[]> batches = new ArrayList<>();
      for (int[] items :
          PreparedData.spread(data.split(PreparedItem.VALID), RANGE_PICTURES, RANGE_BATCH)) {
        batches.add(data.pictures(items));
      }
      return batches;
    }

    private TrainableNetwork result() throws IOException {
      return recipe.average() > 1
          ? engines.trainer().average(spec, averaged().stream().map(folder::resolve).toList())
          : engines.trainer().restore(spec, folder.resolve(chosen()));
    }
  }
}
