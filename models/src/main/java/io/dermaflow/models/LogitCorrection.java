package io.dermaflow.models;

import java.util.Collections;
import java.util.List;

/**
 * What a head's logits become so that its probabilities are as right as they claim: {@code logit /
 * temperature + shift} (Guo et al., 2017; with shifts Alexandari et al., 2020).
 *
 * @param temperature above 0
 * @param shifts one for each class or label of the head
 */
public record LogitCorrection(double temperature, List<Double> shifts) {

  public LogitCorrection {
    shifts = List.copyOf(shifts);
  }

  /** Leaves a head as it is. */
  public static LogitCorrection none(Head head) {
    return new LogitCorrection(1, Collections.nCopies(head.size(), 0.0));
  }
}
