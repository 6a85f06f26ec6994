package io.dermaflow.recommend.collaborative;

/**
 * The best items for one history, best first: room for a fixed number that is used again for each
 * ranking. Of items with the same score the one with the higher lot comes first.
 */
public final class RankedItems {

  private final int[] items;
  private final double[] scores;
  private final long[] lots;
  private int size;
  private boolean sorted;

  /**
   * @param most how many are kept, at least 1
   */
  public RankedItems(int most) {
    items = new int[most];
    scores = new double[most];
    lots = new long[most];
  }

  /** How many are kept. */
  public int most() {
    return items.length;
  }

  /** How many there are. */
  public int size() {
    return size;
  }

  /** Item at a place, 0 the best. */
  public int item(int place) {
    sort();
    return items[place];
  }

  /** Score at a place. */
  public double score(int place) {
    sort();
    return scores[place];
  }

  /** Place of an item, -1 when it is not among them. */
  public int placeOf(int item) {
    sort();
    for (int place = 0; place < size; place++) {
      if (items[place] == item) {
        return place;
      }
    }
    return -1;
  }

  void clear() {
    size = 0;
    sorted = false;
  }

  /** Keeps an item if it is among the best. The same item must not be offered twice. */
  void offer(int item, double score, long lot) {
    if (sorted) {
      throw new IllegalStateException("a ranking that was read is complete");
    }
    if (size < items.length) {
      int at = size++;
      while (at > 0 && isBefore(scores[(at - 1) >> 1], lots[(at - 1) >> 1], score, lot)) {
        at = move((at - 1) >> 1, at);
      }
      put(at, item, score, lot);
    } else if (!isBefore(score, lot, scores[0], lots[0])) {
      return;
    } else {
      sink(item, score, lot, size);
    }
  }

  /** Puts an item where the last one of the heap was, and lets it sink to its level. */
  private void sink(int item, double score, long lot, int length) {
    int at = 0;
    for (int child = 1; child < length; child = 2 * at + 1) {
      if (child + 1 < length
          && isBefore(scores[child], lots[child], scores[child + 1], lots[child + 1])) {
        child++;
      }
      if (!isBefore(score, lot, scores[child], lots[child])) {
        break;
      }
      at = move(child, at);
    }
    put(at, item, score, lot);
  }

  private int move(int from, int to) {
    put(to, items[from], scores[from], lots[from]);
    return from;
  }

  private void put(int at, int item, double score, long lot) {
    items[at] = item;
    scores[at] = score;
    lots[at] = lot;
  }

  private static boolean isBefore(double score, long lot, double other, long otherLot) {
    return score > other || (score == other && lot > otherLot);
  }

  /** Best first; the worst is at the root of the heap. */
  private void sort() {
    if (sorted) {
      return;
    }
    for (int last = size - 1; last > 0; last--) {
      int item = items[last];
      double score = scores[last];
      long lot = lots[last];
      put(last, items[0], scores[0], lots[0]);
      sink(item, score, lot, last);
    }
    sorted = true;
  }
}
