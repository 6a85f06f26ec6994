package io.dermaflow.training;

import io.dermaflow.errors.DermaflowException;
import io.dermaflow.json.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Runs {@link TrainerMain} in a child process, which has memory and threads of its own, and hears
 * from it line by line. The child ends when its standard input does: it never outlives its parent.
 */
final class TrainingProcess {

  private final TrainingProcessSettings settings;

  TrainingProcess(TrainingProcessSettings settings) {
    this.settings = settings;
  }

  /**
   * Trains until the end.
   *
   * @param stop asked every few seconds; true ends the child
   * @return false when it was stopped
   * @throws DermaflowException when the child failed
   */
  boolean run(TrainingTask task, TrainingRun.Listener listener, BooleanSupplier stop)
      throws IOException {
    Path folder = Path.of(task.folder());
    Path file = folder.resolve("task.json");
    Files.writeString(file, Json.write(task));
    Path log = folder.resolve("trainer.log");
    ProcessBuilder builder = new ProcessBuilder(command(file));
    builder.environment().put("OMP_NUM_THREADS", "1");
    builder.redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
    Process child = builder.start();
    boolean stopped = false;
    DermaflowException told = null;
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
      long asked = System.nanoTime();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        DermaflowException failure = hear(line, listener);
        told = failure == null ? told : failure;
        if (System.nanoTime() - asked > TimeUnit.SECONDS.toNanos(2)) {
          asked = System.nanoTime();
          if (stop.getAsBoolean()) {
            stopped = true;
            break;
          }
        }
      }
    } finally {
      end(child, stopped);
    }
    if (told != null) {
      throw told;
    }
    if (!stopped && child.exitValue() != 0) {
      throw DermaflowException.failed(
          "The training process ended with " + child.exitValue() + ": " + lastLines(log),
          "0",
          "more memory is needed (training.heap-mb, training.native-mb), or "
              + log
              + " says more; 'train --restart' goes on");
    }
    return !stopped;
  }

  private static void end(Process child, boolean stopped) {
    try {
      if (stopped || !child.waitFor(30, TimeUnit.SECONDS)) {
        child.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      child.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private static @Nullable DermaflowException hear(String line, TrainingRun.Listener listener) {
    if (!line.startsWith("{")) {
      return null; // a library's greeting
    }
    JsonNode node = Json.tree(line);
    if (node.has("step")) {
      listener.step(
          node.path("step").asInt(), node.path("of").asInt(), node.path("loss").asDouble());
    } else if (node.has("report")) {
      listener.epoch(Json.mapper().treeToValue(node.path("report"), EpochReport.class));
    } else if (node.has("cached")) {
      listener.cached(node.path("cached").asInt(), node.path("of").asInt());
    } else if (node.has("failed")) {
      return DermaflowException.told(
          DermaflowException.Kind.valueOf(node.path("kind").asString()),
          node.path("failed").asString());
    }
    return null;
  }

  private List<String> command(Path task) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx" + settings.heapMegabytes() + "m");
    command.add("-XX:+UseParallelGC");
    command.add("-Dorg.bytedeco.javacpp.maxbytes=" + settings.nativeMegabytes() + "m");
    // Asking the system for the size of the process at every allocation costs more than training.
    command.add("-Dorg.bytedeco.javacpp.maxphysicalbytes=0");
    command.add("-Dorg.bytedeco.javacpp.logger=slf4j");
    Optional.ofNullable(System.getProperty("org.bytedeco.javacpp.platform.extension"))
        .ifPresent(v -> command.add("-Dorg.bytedeco.javacpp.platform.extension=" + v));
    Optional.ofNullable(System.getProperty("org.bytedeco.javacpp.cachedir"))
        .ifPresent(v -> command.add("-Dorg.bytedeco.javacpp.cachedir=" + v));
    if (Runtime.version().feature() >= 24) {
      command.add("--enable-native-access=ALL-UNNAMED");
      command.add("--sun-misc-unsafe-memory-access=allow");
    }
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(TrainerMain.class.getName());
    command.add(task.toString());
    return command;
  }

  private static String lastLines(Path log) throws IOException {
    List<String> lines = Files.exists(log) ? Files.readAllLines(log) : List.of();
    return String.join(" / ", lines.subList(Math.max(0, lines.size() - 3), lines.size()));
  }

  /** Writes what the parent hears. */
  static final class Speaker implements TrainingRun.Listener {

    private long spoken;

    @Override
    public void step(int done, int total, double loss) {
      long now = System.nanoTime();
      if (now - spoken > TimeUnit.MILLISECONDS.toNanos(500) || done == total) {
        spoken = now;
        say(Map.of("step", done, "of", total, "loss", loss));
      }
    }

    @Override
    public void epoch(EpochReport report) {
      say(Map.of("report", report));
    }

    @Override
    public void cached(int done, int total) {
      long now = System.nanoTime();
      if (now - spoken > TimeUnit.MILLISECONDS.toNanos(500) || done == total) {
        spoken = now;
        say(Map.of("cached", done, "of", total));
      }
    }

    /** The reason why the run ends. */
    void failed(DermaflowException reason) {
      say(Map.of("failed", String.valueOf(reason.getMessage()), "kind", reason.kind().name()));
    }

    private static synchronized void say(@Nullable Object value) {
      System.out.println(Json.write(Objects.requireNonNull(value)));
      System.out.flush();
    }
  }
}
