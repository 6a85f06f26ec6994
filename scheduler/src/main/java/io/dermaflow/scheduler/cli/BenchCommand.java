package io.dermaflow.scheduler.cli;

import io.dermaflow.errors.DermaflowException;
import io.dermaflow.json.Json;
import io.dermaflow.scheduler.PlatformSession;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "bench",
    description = "A benchmark with its baselines in the same run.",
    footer = {
      "",
      "render        faces/s at 512 px on one core, against encoding alone",
      "train         images/s, all layers, batches in memory, against stock DL4J and PyTorch",
      "forward       images/s of the training engine, against stock DL4J and PyTorch",
      "score-engine  images/s of the scoring engine, against the training engine and ONNX Runtime",
      "              from Python",
      "score         pictures/s from object storage to rows, on the pictures of --folder, against",
      "              --peer-script on the same files",
      "recipe        pictures x epochs/s of a recipe on random pictures, against thorough",
      "serve         precomputed reads/s over HTTP on one core, bodies checked, against a",
      "              controller that says hello behind the same filters; then during switches",
      "",
      "Contestants take turns and the median counts (recipes and stock DL4J have one turn); a",
      "ratio above 1 means that ours is faster."
    })
final class BenchCommand implements Callable<Integer> {

  @Mixin CommonOptions options = new CommonOptions();

  @Parameters(paramLabel = "NAME", description = "which one, see below")
  String name = "";

  @Option(
      names = "--peer-python",
      paramLabel = "PATH",
      description = "interpreter that has torch and onnxruntime; left out without one")
  @Nullable Path peer;

  @Option(names = "--width", defaultValue = "1.0", paramLabel = "W", description = "default: 1.0")
  double width;

  @Option(names = "--size", defaultValue = "224", paramLabel = "PX", description = "default: 224")
  int size;

  @Option(names = "--batch", defaultValue = "16", paramLabel = "N", description = "default: 16")
  int batch;

  @Option(
      names = "--seconds",
      defaultValue = "10",
      paramLabel = "S",
      description = "for each turn of each (default: 10)")
  double seconds;

  @Option(names = "--turns", defaultValue = "5", paramLabel = "N", description = "default: 5")
  int turns;

  @Option(names = "--no-stock", description = "leave stock DL4J out: its steps take many seconds")
  boolean noStock;

  @Option(
      names = "--recipe",
      defaultValue = "standard",
      paramLabel = "R",
      description = "for bench recipe (default: standard)")
  String recipe = "standard";

  @Option(
      names = "--pictures",
      defaultValue = "200",
      paramLabel = "N",
      description = "for bench recipe (default: 200)")
  int pictures;

  @Option(
      names = "--subjects",
      defaultValue = "100000",
      paramLabel = "N",
      description = "for bench serve (default: 100000)")
  int subjects;

  @Option(
      names = "--clients",
      defaultValue = "200",
      paramLabel = "N",
      description = "for bench serve (default: 200)")
  int clients;

  @Option(names = "--folder", paramLabel = "PATH", description = "for bench score: pictures")
  @Nullable Path folder;

  @Option(
      names = "--peer-script",
      paramLabel = "PATH",
      description = "for bench score: a scorer in Python that prints images_s as JSON")
  @Nullable Path peerScript;

  /**
   * What {@code bench} says.
   *
   * @param bench its name
   * @param unit what is counted
   * @param ours median of our turns
   * @param baselines medians of the others by name
   * @param ratios ours over each
   * @param detail more figures by name
   */
  record Bench(
      String bench,
      String unit,
      double ours,
      Map<String, Double> baselines,
      Map<String, Double> ratios,
      Map<String, Double> detail) {

    static Bench of(
        String bench,
        String unit,
        double ours,
        Map<String, Double> baselines,
        Map<String, Double> detail) {
      Map<String, Double> ratios = new LinkedHashMap<>();
      baselines.forEach((name, value) -> ratios.put(name, rounded(ours / value, 1000)));
      Map<String, Double> roundedBaselines = new LinkedHashMap<>();
      baselines.forEach((name, value) -> roundedBaselines.put(name, rounded(value, 10)));
      return new Bench(bench, unit, rounded(ours, 10), roundedBaselines, ratios, detail);
    }

    private static double rounded(double value, int parts) {
      return Math.rint(value * parts) / parts;
    }

    String text() {
      StringBuilder text =
          new StringBuilder(String.format(Locale.ROOT, "%s: %.1f %s", bench, ours, unit));
      baselines.forEach(
          (name, value) ->
              text.append(
                  String.format(
                      Locale.ROOT,
                      "%n  %-28s %8.1f, ratio %.2f",
                      name,
                      value,
                      ratios.getOrDefault(name, 0.0))));
      if (!detail.isEmpty()) {
        text.append(
            detail.entrySet().stream()
                .map(e -> String.format(Locale.ROOT, "%n  %-56s %8.2f", e.getKey(), e.getValue()))
                .collect(Collectors.joining()));
      }
      return text.toString();
    }
  }

  @Override
  public Integer call() {
    Bench bench =
        switch (name) {
          case "render" -> RenderBench.run();
          case "train" -> engine().train();
          case "forward" -> engine().forward();
          case "score-engine" -> engine().scoring();
          case "score" -> score();
          case "recipe" -> RecipeBench.run(recipe, pictures);
          case "serve" -> serve();
          default ->
              throw DermaflowException.usage(
                  "There is no benchmark '" + name + "'",
                  "one of [render, train, forward, score-engine, score, recipe, serve]",
                  "it comes with a later version");
        };
    System.out.println(options.json ? Json.writePretty(bench) : bench.text());
    return 0;
  }

  private Bench score() {
    Path from = folder;
    if (from == null || !Files.isDirectory(from)) {
      throw DermaflowException.usage(
          "--folder is " + from, "a folder of pictures", "'bench score --folder PICTURES'");
    }
    TerminalProgress progress = new TerminalProgress(System.err, System.console() != null);
    try (PlatformSession platform =
        PlatformSession.open(options.home(), System.getenv(), progress)) {
      return new ScoreBench(platform).run(from, peer, peerScript, turns);
    }
  }

  private Bench serve() {
    TerminalProgress progress = new TerminalProgress(System.err, System.console() != null);
    return new ServeBench(options.home(), subjects, clients, seconds, turns, progress).run();
  }

  private EngineBench engine() {
    return new EngineBench(width, size, batch, seconds, turns, !noStock, peer);
  }
}
