package io.dermaflow.scheduler.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Contestants that take turns on one noisy machine; the median of each counts. */
final class Turns {

  private final Map<String, Contestant> contestants = new LinkedHashMap<>();

  /** Runs one turn. */
  interface Contestant {
    /** Returns units a second. */
    double turn();
  }

  void add(String name, Contestant contestant) {
    contestants.put(name, contestant);
  }

  /** Medians by name. */
  Map<String, Double> run(int turns) {
    Map<String, List<Double>> rates = new LinkedHashMap<>();
    for (int turn = 0; turn < turns; turn++) {
      contestants.forEach(
          (name, contestant) ->
              rates.computeIfAbsent(name, n -> new ArrayList<>()).add(contestant.turn()));
    }
    Map<String, Double> medians = new LinkedHashMap<>();
    rates.forEach(
        (name, values) -> medians.put(name, median(values.stream().mapToDouble(v -> v).toArray())));
    return medians;
  }

  static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  /** Repeats work for some seconds, at least twice; the median of its times counts. */
  static double rate(double seconds, int units, Runnable work) {
    long end = System.nanoTime() + (long) (seconds * 1e9);
    List<Double> times = new ArrayList<>();
    while (times.size() < 2 || System.nanoTime() < end) {
      long start = System.nanoTime();
      work.run();
      times.add((System.nanoTime() - start) / 1e9);
    }
    return units / median(times.stream().mapToDouble(v -> v).toArray());
  }
}
