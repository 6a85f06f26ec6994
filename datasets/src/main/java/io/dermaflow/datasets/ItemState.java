package io.dermaflow.datasets;

/** What became of an item. Names are stored: never rename one. */
public enum ItemState {
  /** Used in versions. */
  READY,
  /** Byte-identical to an earlier item with the same labels. */
  DUPLICATE,
  /** Not used, with a reason and its evidence. */
  SET_ASIDE,
  /** The source has other bytes under this key now. */
  REPLACED
}
