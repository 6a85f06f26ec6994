package io.dermaflow.recommend.evaluation;

import io.dermaflow.recommend.evaluation.RankingMetrics.Estimate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/**
 * Percentile intervals from resamples of the subjects (Efron and Tibshirani, An Introduction to the
 * Bootstrap, 1993). All methods see the same resamples, so their differences have intervals too.
 */
final class Bootstrap {

  private static final int MOST_RESAMPLES = 1000;
  private static final int FEWEST_RESAMPLES = 200;
  private static final long MOST_DRAWS = 20_000_000;
  private static final double TAIL = 0.025;

  private final List<Places> methods;

  /** By resample and method: how many choices have each place. */
  private final List<long[][]> resamples = new ArrayList<>();

  Bootstrap(List<Places> methods, long seed) {
    this.methods = List.copyOf(methods);
    int choices = methods.get(0).size();
    long affordable = MOST_DRAWS / Math.max(1, choices);
    long count = Math.max(FEWEST_RESAMPLES, Math.min(MOST_RESAMPLES, affordable));
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < count && choices > 0; i++) {
      resamples.add(draw(random, choices));
    }
  }

  private long[][] draw(SplittableRandom random, int choices) {
    long[][] counts = new long[methods.size()][Places.FIRST + 1];
    for (int i = 0; i < choices; i++) {
      int choice = random.nextInt(choices);
      for (int m = 0; m < counts.length; m++) {
        counts[m][methods.get(m).place(choice)]++;
      }
    }
    return counts;
  }

  /** A metric of a method. */
  Estimate estimate(int method, ToDoubleFunction<long[]> metric) {
    return interval(
        metric.applyAsDouble(methods.get(method).counts()),
        resamples.stream().mapToDouble(counts -> metric.applyAsDouble(counts[method])).toArray());
  }

  /** A metric of a method less that of another. */
  Estimate difference(int method, int other, ToDoubleFunction<long[]> metric) {
    return interval(
        metric.applyAsDouble(methods.get(method).counts())
            - metric.applyAsDouble(methods.get(other).counts()),
        resamples.stream()
            .mapToDouble(
                counts ->
                    metric.applyAsDouble(counts[method]) - metric.applyAsDouble(counts[other]))
            .toArray());
  }

  private static Estimate interval(double value, double[] resampled) {
    if (resampled.length == 0) {
      return new Estimate(value, value, value);
    }
    Arrays.sort(resampled);
    int cut = (int) (TAIL * resampled.length);
    return new Estimate(value, resampled[cut], resampled[resampled.length - 1 - cut]);
  }
}
