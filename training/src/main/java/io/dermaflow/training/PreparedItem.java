package io.dermaflow.training;

import io.dermaflow.datasets.Labels;
import io.dermaflow.models.Condition;
import io.dermaflow.models.Head;
import io.dermaflow.models.Severity;
import io.dermaflow.models.SkinType;
import java.util.Set;

/**
 * Labels of an item as numbers, −1 where unknown.
 *
 * @param id its number in the ledger
 * @param split 0 train, 1 valid, 2 test
 * @param severity ordinal of the grade
 * @param skinType ordinal of the type
 * @param conditions bit i set when condition i is present
 */
record PreparedItem(long id, int split, int severity, int skinType, int conditions) {

  static final int TRAIN = 0;
  static final int VALID = 1;
  static final int TEST = 2;

  static PreparedItem of(long id, String split, Labels labels) {
    String severity = labels.severity();
    String skinType = labels.skinType();
    Set<String> conditions = labels.conditions();
    int mask = -1;
    if (conditions != null) {
      mask = 0;
      for (String condition : conditions) {
        mask |= 1 << Condition.valueOf(condition).ordinal();
      }
    }
    return new PreparedItem(
        id,
        switch (split) {
          case "train" -> TRAIN;
          case "valid" -> VALID;
          default -> TEST;
        },
        severity == null ? -1 : Severity.valueOf(severity).ordinal(),
        skinType == null ? -1 : SkinType.valueOf(skinType).ordinal(),
        mask);
  }

  boolean trains() {
    return split == TRAIN;
  }

  boolean has(Head head) {
    return value(head) >= 0;
  }

  /** The class of a head that is not multi-label. */
  int classOf(Head head) {
    return value(head);
  }

  private int value(Head head) {
    return switch (head) {
      case SEVERITY -> severity;
      case SKIN_TYPE -> skinType;
      case CONDITIONS -> conditions;
    };
  }

  /** Writes the label as 0 and 1 to {@code target} from {@code at} on. */
  void write(Head head, float[] target, int at) {
    if (head.multiLabel()) {
      for (int i = 0; i < head.size(); i++) {
        target[at + i] = conditions >> i & 1;
      }
    } else {
      target[at + value(head)] = 1;
    }
  }
}
