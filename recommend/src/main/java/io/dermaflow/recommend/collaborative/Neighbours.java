package io.dermaflow.recommend.collaborative;

import io.dermaflow.recommend.interactions.InteractionLog;
import java.util.Arrays;

/**
 * What stands near what in the histories of all: for each item a row of the items that occur within
 * a window of it, with four sums over all pairs of positions {@code a} and {@code b} of a history.
 * Pairs are weighted by the product of the interactions' weights.
 *
 * <ul>
 *   <li>{@code after}: the neighbour comes {@code d} positions later: {@code d^-power}
 *   <li>{@code before}: the neighbour comes {@code d} positions earlier: {@code d^-power}
 *   <li>{@code next}: the neighbour is the next one: 1
 *   <li>{@code together}: either: 1
 * </ul>
 *
 * Rows are cut to the neighbours with the largest {@code after + before}.
 */
final class Neighbours {

  final int[] start;
  final int[] item;
  final float[] after;
  final float[] before;
  final float[] next;
  final float[] together;

  private Neighbours(int[] start, Rows rows) {
    this.start = start;
    item = Arrays.copyOf(rows.item, rows.size);
    after = Arrays.copyOf(rows.after, rows.size);
    before = Arrays.copyOf(rows.before, rows.size);
    next = Arrays.copyOf(rows.next, rows.size);
    together = Arrays.copyOf(rows.together, rows.size);
  }

  /**
   * Counts neighbours.
   *
   * @param window largest distance that counts
   * @param power how fast the weight of a pair falls with its distance
   * @param most longest row
   */
  static Neighbours of(
      InteractionLog log, int window, double power, int most, Popularity popularity) {
    Occurrences occurrences = Occurrences.of(log);
    float[] byDistance = new float[window + 1];
    for (int d = 1; d <= window; d++) {
      byDistance[d] = (float) Math.pow(d, -power);
    }
    int[] start = new int[log.items() + 1];
    Rows rows = new Rows();
    Counter counter = new Counter(log, byDistance);
    for (int item = 0; item < log.items(); item++) {
      counter.clear();
      for (int o = occurrences.start[item]; o < occurrences.start[item + 1]; o++) {
        counter.count(occurrences.subject[o], occurrences.position[o]);
      }
      counter.addTo(rows, most, popularity);
      start[item + 1] = rows.size;
    }
    return new Neighbours(start, rows);
  }

  /** Sums of one row, by item. */
  private static final class Counter {

    private final InteractionLog log;
    private final float[] byDistance;
    private final float[] after;
    private final float[] before;
    private final float[] next;
    private final float[] together;
    private final int[] touched;
    private int size;

    Counter(InteractionLog log, float[] byDistance) {
      this.log = log;
      this.byDistance = byDistance;
      after = new float[log.items()];
      before = new float[log.items()];
      next = new float[log.items()];
      together = new float[log.items()];
      touched = new int[log.items()];
    }

    void clear() {
      for (int i = 0; i < size; i++) {
        int item = touched[i];
        after[item] = 0;
        before[item] = 0;
        next[item] = 0;
        together[item] = 0;
      }
      size = 0;
    }

    void count(int subject, int position) {
      int own = log.item(position);
      float weight = log.weight(position);
      int window = byDistance.length - 1;
      int from = Math.max(log.start(subject), position - window);
      int to = Math.min(log.end(subject), position + window + 1);
      for (int p = from; p < to; p++) {
        int item = log.item(p);
        float pair = weight * log.weight(p);
        if (item == own || pair == 0) {
          continue;
        }
        if (together[item] == 0) {
          touched[size++] = item;
        }
        together[item] += pair;
        if (p < position) {
          before[item] += pair * byDistance[position - p];
        } else {
          after[item] += pair * byDistance[p - position];
          next[item] += p == position + 1 ? pair : 0;
        }
      }
    }

    void addTo(Rows rows, int most, Popularity popularity) {
      if (size <= most) {
        for (int i = 0; i < size; i++) {
          add(rows, touched[i]);
        }
        return;
      }
      RankedItems best = new RankedItems(most);
      for (int i = 0; i < size; i++) {
        int item = touched[i];
        best.offer(item, after[item] + before[item], popularity.lot(item));
      }
      for (int i = 0; i < most; i++) {
        add(rows, best.item(i));
      }
    }

    private void add(Rows rows, int neighbour) {
      rows.add(
          neighbour, after[neighbour], before[neighbour], next[neighbour], together[neighbour]);
    }
  }

  /** Rows while they are collected. */
  private static final class Rows {

    private int[] item = new int[1 << 14];
    private float[] after = new float[1 << 14];
    private float[] before = new float[1 << 14];
    private float[] next = new float[1 << 14];
    private float[] together = new float[1 << 14];
    private int size;

    void add(int neighbour, float ofAfter, float ofBefore, float ofNext, float ofTogether) {
      if (size == item.length) {
        int larger = size + (size >> 1);
        item = Arrays.copyOf(item, larger);
        after = Arrays.copyOf(after, larger);
        before = Arrays.copyOf(before, larger);
        next = Arrays.copyOf(next, larger);
        together = Arrays.copyOf(together, larger);
      }
      item[size] = neighbour;
      after[size] = ofAfter;
      before[size] = ofBefore;
      next[size] = ofNext;
      together[size] = ofTogether;
      size++;
    }
  }
}
