package io.dermaflow.recommend.collaborative;

/** A set of items that is emptied at no cost. */
final class Marks {

  private final int[] round;
  private int current = 1;

  Marks(int items) {
    round = new int[items];
  }

  void clear() {
    if (++current == 0) {
      java.util.Arrays.fill(round, 0);
      current = 1;
    }
  }

  /** Adds an item; whether it is new. */
  boolean add(int item) {
    boolean isNew = round[item] != current;
    round[item] = current;
    return isNew;
  }

  boolean has(int item) {
    return round[item] == current;
  }
}
