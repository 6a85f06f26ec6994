package io.dermaflow.models.internal.dl4j;

import io.dermaflow.models.StepPart;
import java.util.EnumMap;
import java.util.Map;

/** Where the time of a thread's training steps goes. One instance a thread. */
final class StepProfile {

  private final long[] nanos = new long[StepPart.values().length];
  private long last = System.nanoTime();

  /** Time from here on belongs to the next {@link #lap}. */
  void begin() {
    last = System.nanoTime();
  }

  /** The time since the last call went to this part. */
  void lap(StepPart part) {
    long now = System.nanoTime();
    nanos[part.ordinal()] += now - last;
    last = now;
  }

  /** Nanoseconds by part since the last call, then zero. */
  Map<StepPart, Long> drain() {
    Map<StepPart, Long> drained = new EnumMap<>(StepPart.class);
    for (StepPart part : StepPart.values()) {
      drained.put(part, nanos[part.ordinal()]);
      nanos[part.ordinal()] = 0;
    }
    return drained;
  }
}
