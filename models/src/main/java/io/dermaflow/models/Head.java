package io.dermaflow.models;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** An output of the network. */
public enum Head {
  /** One of five grades: softmax. */
  SEVERITY(Severity.values(), false),
  /** One of six types: softmax. */
  SKIN_TYPE(SkinType.values(), false),
  /** Any of eight conditions: a sigmoid each. */
  CONDITIONS(Condition.values(), true);

  private final List<String> labels;
  private final boolean multiLabel;

  Head(Enum<?>[] labels, boolean multiLabel) {
    this.labels = Arrays.stream(labels).map(Enum::name).toList();
    this.multiLabel = multiLabel;
  }

  /** Names of the outputs, in order. */
  public List<String> labels() {
    return labels;
  }

  public int size() {
    return labels.size();
  }

  /** True when any number of labels may hold at once. */
  public boolean multiLabel() {
    return multiLabel;
  }

  /** Name in files, tensors and metrics, e.g. {@code skin_type}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
