package io.dermaflow.datasets.splits;

/** Gives groups of one size their order: seeded, and the same on every machine. */
@FunctionalInterface
public interface GroupOrder {

  /**
   * @param group the smallest index of the group
   */
  long of(int group);
}
