package io.dermaflow.recommend.interactions;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Interactions of all subjects in memory: per subject a run of item numbers in order of time (the
 * rows of a sparse matrix), in primitive arrays of 8 bytes an interaction. Immutable.
 *
 * <p>Items are products by number, counted from 0 in order of first appearance. That order tells
 * about time: whoever ranks must not break ties by it.
 *
 * <p>An interaction of weight 0 says that the subject knows the item and nothing in its favour.
 */
public final class InteractionLog {

  private final List<String> subjects;
  private final List<String> products;
  private final int[] start;
  private final int[] end;
  private final int[] item;
  private final float[] weight;

  private InteractionLog(
      List<String> subjects,
      List<String> products,
      int[] start,
      int[] end,
      int[] item,
      float[] weight) {
    this.subjects = subjects;
    this.products = products;
    this.start = start;
    this.end = end;
    this.item = item;
    this.weight = weight;
  }

  public static Builder builder() {
    return new Builder();
  }

  /** Number of subjects. */
  public int subjects() {
    return subjects.size();
  }

  /** Number of items, also of those that no interaction of this log has any more. */
  public int items() {
    return products.size();
  }

  /** Id of a subject, {@code 0 <= subject < subjects()}. */
  public String subject(int subject) {
    return subjects.get(subject);
  }

  /** Id of the product behind an item, {@code 0 <= item < items()}. */
  public String product(int item) {
    return products.get(item);
  }

  /** Ids of the products by item number; not to be changed. */
  public List<String> products() {
    return products;
  }

  /** Position of a subject's oldest interaction. */
  public int start(int subject) {
    return start[subject];
  }

  /** Position behind a subject's newest interaction. */
  public int end(int subject) {
    return end[subject];
  }

  /** Item at a position. */
  public int item(int position) {
    return item[position];
  }

  /** Weight at a position, at least 0. */
  public float weight(int position) {
    return weight[position];
  }

  /** Number of interactions. */
  public int size() {
    int size = 0;
    for (int subject = 0; subject < start.length; subject++) {
      size += end[subject] - start[subject];
    }
    return size;
  }

  /** Length of the arrays behind positions: no position of this log is as large. */
  public int capacity() {
    return item.length;
  }

  /** What a subject did, oldest first. */
  public History history(int subject) {
    return new History(item, weight, start[subject], end[subject]);
  }

  /**
   * Position of the newest interaction of a subject that has weight, which is what leave-last-out
   * evaluation holds out.
   *
   * @return -1 without one
   */
  public int newest(int subject) {
    for (int position = end[subject] - 1; position >= start[subject]; position--) {
      if (weight[position] > 0) {
        return position;
      }
    }
    return -1;
  }

  /**
   * This log before the newest weighted interaction of each subject; nothing is copied. Subjects
   * without one keep nothing.
   */
  public InteractionLog withoutNewest() {
    int[] before = new int[end.length];
    for (int subject = 0; subject < end.length; subject++) {
      before[subject] = Math.max(start[subject], newest(subject));
    }
    return new InteractionLog(subjects, products, start, before, item, weight);
  }

  /** Collects interactions in any order. */
  public static final class Builder {

    private final Map<String, Integer> subjectNumbers = new HashMap<>();
    private final Map<String, Integer> productNumbers = new HashMap<>();
    private final List<String> subjects = new ArrayList<>();
    private final List<String> products = new ArrayList<>();
    private int[] subject = new int[1024];
    private int[] item = new int[1024];
    private float[] weight = new float[1024];
    private long[] at = new long[1024];
    private int size;

    private Builder() {}

    /**
     * Adds an interaction.
     *
     * @param time any number that grows with time; what is equal stays in order of adding
     * @param importance weight, 0 or more
     */
    public Builder add(String subjectId, String productId, long time, float importance) {
      if (!(importance >= 0) || Float.isInfinite(importance)) {
        throw new IllegalArgumentException("weight " + importance + ", expected 0 or more");
      }
      if (size == item.length) {
        int larger = size + (size >> 1);
        subject = Arrays.copyOf(subject, larger);
        item = Arrays.copyOf(item, larger);
        weight = Arrays.copyOf(weight, larger);
        at = Arrays.copyOf(at, larger);
      }
      subject[size] = number(subjectId, subjectNumbers, subjects);
      item[size] = number(productId, productNumbers, products);
      weight[size] = importance;
      at[size] = time;
      size++;
      return this;
    }

    /**
     * Numbers products before they appear, in this order.
     *
     * @param ids ids of products, also of some that will not appear
     */
    public Builder number(List<String> ids) {
      ids.forEach(id -> number(id, productNumbers, products));
      return this;
    }

    private static int number(String id, Map<String, Integer> numbers, List<String> ids) {
      Integer known = numbers.get(id);
      if (known != null) {
        return known;
      }
      numbers.put(id, ids.size());
      ids.add(id);
      return ids.size() - 1;
    }

    public InteractionLog build() {
      int[] start = new int[subjects.size()];
      int[] end = new int[subjects.size()];
      for (int i = 0; i < size; i++) {
        end[subject[i]]++;
      }
      int sum = 0;
      for (int s = 0; s < start.length; s++) {
        start[s] = sum;
        sum += end[s];
        end[s] = start[s];
      }
      int[] order = new int[size];
      for (int i = 0; i < size; i++) {
        order[end[subject[i]]++] = i;
      }
      for (int s = 0; s < start.length; s++) {
        sortByTime(order, start[s], end[s]);
      }
      int[] items = new int[size];
      float[] weights = new float[size];
      for (int i = 0; i < size; i++) {
        items[i] = item[order[i]];
        weights[i] = weight[order[i]];
      }
      return new InteractionLog(
          List.copyOf(subjects), List.copyOf(products), start, end, items, weights);
    }

    private void sortByTime(int[] order, int from, int to) {
      boolean sorted = true;
      for (int i = from + 1; i < to && sorted; i++) {
        sorted = at[order[i - 1]] <= at[order[i]];
      }
      if (!sorted) {
        Integer[] run = Arrays.stream(order, from, to).boxed().toArray(Integer[]::new);
        Arrays.sort(run, (a, b) -> Long.compare(at[a], at[b]));
        for (int i = from; i < to; i++) {
          order[i] = run[i - from];
        }
      }
    }
  }
}
