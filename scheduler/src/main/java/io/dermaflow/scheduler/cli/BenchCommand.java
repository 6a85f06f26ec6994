package io.dermaflow.scheduler.cli;

import io.dermaflow.datasets.internal.opencv.OpenCvAutoConfiguration;
import io.dermaflow.datasets.pictures.PictureCodec;
import io.dermaflow.datasets.rendered.SelfiePlanner;
import io.dermaflow.datasets.rendered.SelfieRenderer;
import io.dermaflow.errors.DermaflowException;
import io.dermaflow.json.Json;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "bench",
    description = "A benchmark with its baseline in the same run.",
    footer =
        "%nrender: pictures/s of the face renderer at 512 px on one core, against encoding alone.")
final class BenchCommand implements Callable<Integer> {

  private static final int REPETITIONS = 5;
  private static final int PICTURES = 60;

  @Mixin CommonOptions options = new CommonOptions();

  @Parameters(paramLabel = "NAME", description = "render")
  String name = "";

  /** What {@code bench} says. */
  record Bench(String bench, double ours, double baseline, double ratio, String unit) {}

  @Override
  public Integer call() {
    if (!name.equals("render")) {
      throw DermaflowException.usage(
          "There is no benchmark '" + name + "'",
          "one of [render]",
          "it comes with a later version");
    }
    PictureCodec codec = new OpenCvAutoConfiguration().pictureCodec();
    SelfiePlanner planner = new SelfiePlanner(1);
    SelfieRenderer renderer = new SelfieRenderer(512, codec);
    var ready = renderer.render(planner.plan(0));
    double[] ours = new double[REPETITIONS];
    double[] baseline = new double[REPETITIONS];
    for (int i = -1; i < REPETITIONS; i++) { // the first warms up
      double o = rate(index -> renderer.jpeg(planner.plan(index)).length);
      double b = rate(index -> codec.encodeJpeg(ready, 85).length);
      if (i >= 0) {
        ours[i] = o;
        baseline[i] = b;
      }
    }
    Bench bench =
        new Bench(
            "render",
            median(ours),
            median(baseline),
            median(ours) / median(baseline),
            "pictures/s");
    System.out.println(
        options.json
            ? Json.writePretty(bench)
            : String.format(
                Locale.ROOT,
                "%s: %.1f %s, encoding alone %.1f, ratio %.3f",
                bench.bench(),
                bench.ours(),
                bench.unit(),
                bench.baseline(),
                bench.ratio()));
    return 0;
  }

  private interface Work {
    int run(int index);
  }

  private static double rate(Work work) {
    long start = System.nanoTime();
    long bytes = 0;
    for (int i = 0; i < PICTURES; i++) {
      bytes += work.run(i);
    }
    if (bytes == 0) {
      throw new IllegalStateException("nothing was rendered");
    }
    return PICTURES * 1e9 / (System.nanoTime() - start);
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
