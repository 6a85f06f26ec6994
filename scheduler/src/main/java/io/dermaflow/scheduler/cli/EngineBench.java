package io.dermaflow.scheduler.cli;

import io.dermaflow.errors.DermaflowException;
import io.dermaflow.json.Json;
import io.dermaflow.models.Head;
import io.dermaflow.models.LearningRate;
import io.dermaflow.models.NetworkSpec;
import io.dermaflow.models.NetworkTrainer;
import io.dermaflow.models.Normalisation;
import io.dermaflow.models.Padding;
import io.dermaflow.models.Predictor;
import io.dermaflow.models.Scaling;
import io.dermaflow.models.TrainableNetwork;
import io.dermaflow.models.TrainingBatch;
import io.dermaflow.models.internal.dl4j.Dl4jAutoConfiguration;
import io.dermaflow.models.internal.onnx.OnnxAutoConfiguration;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The engines that train and score, on random pictures in memory. */
final class EngineBench {

  private static final long SEED = 1;
  private static final int STOCK_TURNS = 1;

  private final NetworkSpec spec;
  private final int batch;
  private final double seconds;
  private final int turns;
  private final boolean stock;
  private final @Nullable Path python;
  private final TrainingBatch items;
  private final NetworkTrainer trainer = new Dl4jAutoConfiguration().networkTrainer();

  EngineBench(
      double width,
      int size,
      int batch,
      double seconds,
      int turns,
      boolean stock,
      @Nullable Path python) {
    this.spec =
        new NetworkSpec(
            width,
            size,
            List.of(Head.SEVERITY),
            Normalisation.FOLDED,
            Padding.SAME,
            Scaling.SIGNED_UNIT,
            0);
    this.batch = batch;
    this.seconds = seconds;
    this.turns = turns;
    this.stock = stock;
    this.python = python;
    this.items = items(spec, batch);
  }

  private static TrainingBatch items(NetworkSpec spec, int count) {
    SplittableRandom random = new SplittableRandom(SEED);
    byte[] pixels = new byte[count * spec.size() * spec.size() * 3];
    random.nextBytes(pixels);
    float[] labels = new float[count * Head.SEVERITY.size()];
    float[] weights = new float[count];
    for (int i = 0; i < count; i++) {
      labels[i * Head.SEVERITY.size() + i % Head.SEVERITY.size()] = 1;
      weights[i] = 1;
    }
    return new TrainingBatch(
        count,
        new TrainingBatch.Pixels(pixels),
        Map.of(Head.SEVERITY, labels),
        Map.of(Head.SEVERITY, weights));
  }

  /** All layers, forward, backward and update. */
  BenchCommand.Bench train() {
    try (TrainableNetwork network = trainer.create(spec, new LearningRate(1e-4, 0, 1), SEED);
        Peer peer = Peer.start(python, "train", spec, batch, seconds, null)) {
      for (int i = 0; i < 12; i++) { // until the JIT is done
        network.fit(items);
      }
      network.profile();
      int[] steps = new int[1];
      Turns contest = new Turns();
      contest.add(
          "ours",
          () ->
              Turns.rate(
                  seconds,
                  batch,
                  () -> {
                    steps[0]++;
                    network.fit(items);
                  }));
      peer.join(contest);
      Map<String, Double> medians = contest.run(turns);
      Map<String, Double> parts = new LinkedHashMap<>();
      network
          .profile()
          .forEach((part, spent) -> parts.put("ms a step: " + part.text(), spent * 1e3 / steps[0]));
      if (stock) {
        medians.put("stock DL4J", stockRate(other -> other.fit(items)));
      }
      return bench("train", medians, parts);
    }
  }

  /** Probabilities by the training engine. */
  BenchCommand.Bench forward() {
    byte[] pixels = ((TrainingBatch.Pixels) items.input()).rgb();
    try (TrainableNetwork network = trainer.create(spec, new LearningRate(1e-4, 0, 1), SEED);
        Peer peer = Peer.start(python, "forward", spec, batch, seconds, null)) {
      Turns contest = new Turns();
      contest.add("ours", () -> Turns.rate(seconds, batch, () -> network.predict(pixels, batch)));
      peer.join(contest);
      contest.run(1);
      Map<String, Double> medians = contest.run(turns);
      if (stock) {
        medians.put("stock DL4J", stockRate(other -> other.predict(pixels, batch)));
      }
      return bench("forward", medians, Map.of());
    }
  }

  /** The exported network, a caller a core. */
  BenchCommand.Bench scoring() {
    byte[] pixels = ((TrainingBatch.Pixels) items.input()).rgb();
    Path folder = null;
    try {
      folder = Files.createTempDirectory("bench");
      Path onnx = folder.resolve("model.onnx");
      try (TrainableNetwork network = trainer.create(spec, new LearningRate(1e-4, 0, 1), SEED)) {
        OnnxAutoConfiguration runtime = new OnnxAutoConfiguration();
        Path int8 = folder.resolve("int8.onnx");
        runtime.networkWriter().write(network.inference(), onnx);
        runtime.networkWriter().writeInt8(network.inference(), List.of(pixels), int8);
        try (Predictor predictor = runtime.onnxEngine().open(spec, onnx);
            Predictor eight = runtime.int8Engine().open(spec, int8);
            Peer peer = Peer.start(python, "onnxruntime", spec, batch, seconds, onnx)) {
          Turns contest = new Turns();
          contest.add("ours", () -> everyCore(() -> predictor.predict(pixels, batch)));
          peer.join(contest);
          contest.add("ours, int8", () -> everyCore(() -> eight.predict(pixels, batch)));
          contest.add(
              "training engine",
              () -> Turns.rate(seconds, batch, () -> network.predict(pixels, batch)));
          Map<String, Double> medians = contest.run(turns);
          double ratio =
              medians.getOrDefault("ours, int8", 0.0) / medians.getOrDefault("ours", 1.0);
          return bench("score-engine", medians, Map.of("int8 over single precision", ratio));
        }
      }
    } catch (IOException e) {
      throw DermaflowException.failed(
          "The benchmark cannot write", "a folder for temporary files", "the disk is full", e);
    } finally {
      delete(folder);
    }
  }

  private double everyCore(Runnable work) {
    int cores = Runtime.getRuntime().availableProcessors();
    double[] rates = new double[cores];
    CountDownLatch done = new CountDownLatch(cores);
    for (int i = 0; i < cores; i++) {
      int core = i;
      Thread thread =
          new Thread(
              () -> {
                rates[core] = Turns.rate(seconds, batch, work);
                done.countDown();
              },
              "scorer");
      thread.setDaemon(true);
      thread.start();
    }
    try {
      done.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
    double sum = 0;
    for (double rate : rates) {
      sum += rate;
    }
    return sum;
  }

  private interface StockWork {
    void run(TrainableNetwork network);
  }

  private double stockRate(StockWork work) {
    NetworkSpec normalised = new NetworkSpec(spec.width(), spec.size(), spec.heads());
    try (TrainableNetwork network =
        new Dl4jAutoConfiguration()
            .stockTrainer()
            .create(normalised, new LearningRate(1e-4, 0, 1), SEED)) {
      Turns contest = new Turns();
      contest.add("stock", () -> Turns.rate(0, batch, () -> work.run(network)));
      return contest.run(STOCK_TURNS).getOrDefault("stock", Double.NaN);
    }
  }

  private static BenchCommand.Bench bench(
      String name, Map<String, Double> medians, Map<String, Double> detail) {
    Map<String, Double> others = new LinkedHashMap<>(medians);
    double ours = Objects.requireNonNull(others.remove("ours"));
    return BenchCommand.Bench.of(name, "images/s", ours, others, detail);
  }

  private static void delete(@Nullable Path folder) {
    if (folder == null) {
      return;
    }
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
      Files.delete(folder);
    } catch (IOException e) {
      throw DermaflowException.failed(
          "The folder " + folder + " cannot be deleted", "an empty folder", "delete it", e);
    }
  }

  /** A Python process that waits for its turns; nothing where no interpreter was named. */
  private static final class Peer implements AutoCloseable {
    private final @Nullable Process process;
    private final String name;

    private Peer(@Nullable Process process, String name) {
      this.process = process;
      this.name = name;
    }

    static Peer start(
        @Nullable Path python,
        String mode,
        NetworkSpec spec,
        int batch,
        double seconds,
        @Nullable Path onnx) {
      if (python == null) {
        return new Peer(null, "");
      }
      try (InputStream in =
          Objects.requireNonNull(EngineBench.class.getResourceAsStream("peer.py"))) {
        String script = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        List<String> command =
            new ArrayList<>(
                List.of(
                    python.toString(),
                    "-c",
                    script,
                    mode,
                    Double.toString(spec.width()),
                    Integer.toString(spec.size()),
                    Integer.toString(batch),
                    Double.toString(seconds),
                    Integer.toString(Runtime.getRuntime().availableProcessors())));
        if (onnx != null) {
          command.add(onnx.toString());
        }
        ProcessBuilder builder =
            new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().remove("OMP_NUM_THREADS"); // set for us, not for the peer
        Process process = builder.start();
        return new Peer(
            process, mode.equals("onnxruntime") ? "ONNX Runtime (Python)" : "PyTorch NHWC");
      } catch (IOException e) {
        throw DermaflowException.usage(
            "--peer-python " + python, "a Python interpreter", "the path is wrong");
      }
    }

    void join(Turns contest) {
      Process running = process;
      if (running == null) {
        return;
      }
      BufferedReader lines =
          new BufferedReader(
              new InputStreamReader(running.getInputStream(), StandardCharsets.UTF_8));
      contest.add(
          name,
          () -> {
            try {
              running.getOutputStream().write('\n');
              running.getOutputStream().flush();
              String line = lines.readLine();
              if (line == null) {
                throw new IOException("it ended");
              }
              return Json.tree(line).path("images_s").asDouble();
            } catch (IOException e) {
              throw DermaflowException.usage(
                  "The Python peer gave no answer: " + e.getMessage(),
                  "an interpreter with torch, torchvision and onnxruntime",
                  "its own message above says what is missing");
            }
          });
    }

    @Override
    public void close() {
      if (process != null) {
        process.destroy();
      }
    }
  }
}
