package io.dermaflow.scheduler.cli;

import io.dermaflow.datasets.internal.opencv.OpenCvAutoConfiguration;
import io.dermaflow.datasets.pictures.PictureCodec;
import io.dermaflow.datasets.rendered.SelfiePlanner;
import io.dermaflow.datasets.rendered.SelfieRenderer;
import java.util.Map;

/** How fast faces are drawn. */
final class RenderBench {

  private static final int TURNS = 5;
  private static final int PICTURES = 60;

  private RenderBench() {}

  static BenchCommand.Bench run() {
    PictureCodec codec = new OpenCvAutoConfiguration().pictureCodec();
    SelfiePlanner planner = new SelfiePlanner(1);
    SelfieRenderer renderer = new SelfieRenderer(512, codec);
    var ready = renderer.render(planner.plan(0));
    double[] ours = new double[TURNS];
    double[] encoding = new double[TURNS];
    for (int i = -1; i < TURNS; i++) { // the first warms up
      double o = rate(index -> renderer.jpeg(planner.plan(index)).length);
      double b = rate(index -> codec.encodeJpeg(ready, 85).length);
      if (i >= 0) {
        ours[i] = o;
        encoding[i] = b;
      }
    }
    return BenchCommand.Bench.of(
        "render",
        "pictures/s",
        Turns.median(ours),
        Map.of("encoding alone", Turns.median(encoding)),
        Map.of());
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
}
