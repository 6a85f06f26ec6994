package io.dermaflow.scoring;

import java.util.EnumMap;
import java.util.Map;

/**
 * What a run of the intake did.
 *
 * @param accepted originals rewritten below {@code uploads/}
 * @param refused how many were set aside, by reason
 * @param left originals still to be taken: somebody else was at the upload, it was overwritten
 *     again and again, or storage failed at it; the next run finds them
 */
public record IntakeReport(long accepted, Map<OutcomeReason, Long> refused, long left) {

  static final IntakeReport NOTHING = new IntakeReport(0, Map.of(), 0);

  public IntakeReport {
    refused = Map.copyOf(refused);
  }

  static IntakeReport left(long originals) {
    return new IntakeReport(0, Map.of(), originals);
  }

  /** How many were refused, whatever the reason. */
  public long refusals() {
    return refused.values().stream().mapToLong(Long::longValue).sum();
  }

  IntakeReport plus(IntakeItem item) {
    return plus(
        item.reason() == null
            ? new IntakeReport(1, Map.of(), 0)
            : new IntakeReport(0, Map.of(item.reason(), 1L), 0));
  }

  IntakeReport plus(IntakeReport other) {
    Map<OutcomeReason, Long> reasons = new EnumMap<>(OutcomeReason.class);
    reasons.putAll(refused);
    other.refused.forEach((reason, count) -> reasons.merge(reason, count, Long::sum));
    return new IntakeReport(accepted + other.accepted, reasons, left + other.left);
  }
}
