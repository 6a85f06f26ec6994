package io.dermaflow.datasets.splits;

/** Who decides the splits. Names are job parameters: never rename one. */
public enum SplitMode {
  /**
   * The source where it names splits and no group lies in two of them. A manifest that leaks is
   * refused; folders that leak are not followed.
   */
  AUTO,
  /** The source; refused where a group lies in two splits. */
  GIVEN,
  /** We, whatever the source says. */
  OURS
}
