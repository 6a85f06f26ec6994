package io.dermaflow.recommend.interactions;

/**
 * What one subject did, oldest first: a window on arrays that are not to be changed.
 *
 * @param items item numbers
 * @param weights weight of each, 0 or more; 0 means known, with nothing in its favour
 * @param from position of the oldest
 * @param to position behind the newest
 */
public record History(int[] items, float[] weights, int from, int to) {

  /** Nothing done yet. */
  public static final History EMPTY = new History(new int[0], new float[0], 0, 0);

  public History {
    if (from < 0 || from > to || to > items.length || to > weights.length) {
      throw new IllegalArgumentException("positions " + from + " to " + to);
    }
  }

  /** Items of weight 1, oldest first. */
  public static History of(int... items) {
    float[] weights = new float[items.length];
    java.util.Arrays.fill(weights, 1);
    return new History(items, weights, 0, items.length);
  }

  /** Number of interactions. */
  public int length() {
    return to - from;
  }
}
