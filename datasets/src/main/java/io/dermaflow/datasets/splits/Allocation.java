package io.dermaflow.datasets.splits;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gives groups without a split to the one that lacks their labels most: large groups first, each to
 * where the sum of squared differences from the wanted counts, each divided by the wanted count,
 * grows least. Counts are those of all items and of each label.
 */
final class Allocation {

  private static final int LABELS = Long.SIZE;

  private final List<SplitItem> items;
  private final boolean[] placed;
  private final UnionFind groups;
  private final @Nullable Split[] splitOfRoot;

  Allocation(
      List<SplitItem> items, boolean[] placed, UnionFind groups, @Nullable Split[] splitOfRoot) {
    this.items = items;
    this.placed = placed;
    this.groups = groups;
    this.splitOfRoot = splitOfRoot;
  }

  private record Open(int root, int size, long order) {}

  void fill(GroupOrder order) {
    int[] all = new int[LABELS + 1];
    int[][] now = new int[Split.values().length][LABELS + 1];
    int[] next = new int[items.size()]; // members of open groups, as chains from their roots
    int[] sizes = new int[items.size()];
    List<Open> sorted = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      if (!placed[i]) {
        continue;
      }
      long strata = items.get(i).strata();
      int root = groups.find(i);
      Split split = splitOfRoot[root];
      count(all, strata);
      if (split == null) {
        sizes[root]++;
        next[i] = next[root];
        next[root] = i;
      } else {
        count(now[split.ordinal()], strata);
      }
    }
    for (int root = 0; root < sizes.length; root++) {
      if (sizes[root] > 0) {
        sorted.add(new Open(root, sizes[root], order.of(root)));
      }
    }
    sorted.sort(
        Comparator.comparingInt(Open::size)
            .reversed()
            .thenComparingLong(Open::order)
            .thenComparingInt(Open::root));
    for (Open group : sorted) {
      int[] counts = new int[LABELS + 1];
      int member = group.root;
      for (int i = 0; i < group.size; i++) {
        count(counts, items.get(member).strata());
        member = next[member];
      }
      Split best = best(counts, all, now);
      splitOfRoot[group.root] = best;
      for (int k = 0; k <= LABELS; k++) {
        now[best.ordinal()][k] += counts[k];
      }
    }
  }

  private static void count(int[] counts, long strata) {
    counts[LABELS]++;
    for (long left = strata; left != 0; left &= left - 1) {
      counts[Long.numberOfTrailingZeros(left)]++;
    }
  }

  private static Split best(int[] group, int[] all, int[][] now) {
    Split best = Split.TRAIN;
    double least = Double.POSITIVE_INFINITY;
    for (Split split : Split.values()) {
      double growth = 0;
      for (int k = 0; k <= LABELS; k++) {
        if (group[k] > 0) {
          double wanted = split.share() * all[k];
          growth += group[k] * (2 * (now[split.ordinal()][k] - wanted) + group[k]) / wanted;
        }
      }
      if (growth < least) {
        least = growth;
        best = split;
      }
    }
    return best;
  }
}
