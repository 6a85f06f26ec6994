package io.dermaflow.datasets;

import io.dermaflow.datasets.splits.SplitMode;

/**
 * How a version is made of a dataset's items.
 *
 * @param seed decides which groups go where
 * @param mode who decides the splits
 * @param gate what a version must keep to
 */
public record SealRules(long seed, SplitMode mode, DatasetGate gate) {

  /** Splits by us or by a source that does not leak, and nothing but warnings. */
  public static SealRules of(long seed) {
    return new SealRules(seed, SplitMode.AUTO, DatasetGate.DEFAULT);
  }
}
