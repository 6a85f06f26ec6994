package io.dermaflow.scoring;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Where the time of threads goes; safe for concurrent use. */
final class StageClock {

  private final Map<ScoringStage, LongAdder> nanos = new EnumMap<>(ScoringStage.class);

  StageClock() {
    for (ScoringStage stage : ScoringStage.values()) {
      nanos.put(stage, new LongAdder());
    }
  }

  /** Adds the time since {@code start} to a stage; gives the time now. */
  long add(ScoringStage stage, long start) {
    long now = System.nanoTime();
    LongAdder adder = nanos.get(stage);
    if (adder != null) {
      adder.add(now - start);
    }
    return now;
  }

  /** Thread seconds by stage so far. */
  Map<ScoringStage, Double> seconds() {
    Map<ScoringStage, Double> seconds = new EnumMap<>(ScoringStage.class);
    nanos.forEach((stage, adder) -> seconds.put(stage, adder.sum() / 1e9));
    return seconds;
  }
}
