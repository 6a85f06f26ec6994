package io.dermaflow.datasets.splits;

import io.dermaflow.datasets.likeness.LikePair;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Groups of items and their splits. Items that share a subject or a group, or show the same, are
 * one group and lie in one split; an item that came to a split stays there; an item that would join
 * groups of two splits is left out. The same items in the same order give the same plan.
 */
public final class SplitPlan {

  private static final int NONE = -1;
  private static final int MOST_LEAKS = 50;

  /** Two items of one group that a source puts into two splits. */
  public record Leak(int a, Split splitOfA, int b, Split splitOfB) {}

  /** An item that was left out, with two items of different splits that it belongs to. */
  public record Bridge(int a, Split splitOfA, int b, Split splitOfB) {}

  private final List<SplitItem> items;
  private final Neighbours neighbours;
  private final UnionFind groups;
  private final Map<Integer, Integer> byKey = new HashMap<>();
  private final Map<Integer, Bridge> bridges = new LinkedHashMap<>();
  private final boolean[] placed;
  private final @Nullable Split[] splitOfRoot;
  private final List<Leak> leaks;
  private final boolean given;

  /**
   * @param items sorted by content
   * @param pairs those that show the same
   * @param oursBefore whether an earlier version did not follow the splits of its source
   */
  public SplitPlan(
      List<SplitItem> items, List<LikePair> pairs, SplitMode mode, boolean oursBefore) {
    this.items = items;
    this.neighbours = new Neighbours(items.size(), pairs);
    this.groups = new UnionFind(items.size());
    this.placed = new boolean[items.size()];
    this.splitOfRoot = new Split[items.size()];
    boolean wanted = mode == SplitMode.GIVEN || (mode == SplitMode.AUTO && !oursBefore);
    boolean named = wanted && items.stream().anyMatch(item -> !item.given().isEmpty());
    List<Leak> found = named ? leaks(pairs) : List.of();
    boolean followed = named && (found.isEmpty() || mode == SplitMode.GIVEN || byManifest(found));
    this.given = followed;
    this.leaks = followed ? found : List.of();
    if (leaks.isEmpty()) {
      place();
    }
  }

  private boolean byManifest(List<Leak> found) {
    return found.stream()
        .anyMatch(leak -> items.get(leak.a()).byManifest() || items.get(leak.b()).byManifest());
  }

  /** Items of one group for which the source names different splits, at most 50 of them. */
  private List<Leak> leaks(List<LikePair> pairs) {
    UnionFind all = new UnionFind(items.size());
    Map<Integer, Integer> first = new HashMap<>();
    for (int i = 0; i < items.size(); i++) {
      if (items.get(i).kept() != null) {
        continue; // what is in a split stays there, whatever is said of it
      }
      for (int key : items.get(i).keys()) {
        Integer before = first.putIfAbsent(key, i);
        if (before != null) {
          all.union(i, before);
        }
      }
    }
    for (LikePair pair : pairs) {
      if (items.get(pair.a()).kept() == null && items.get(pair.b()).kept() == null) {
        all.union(pair.a(), pair.b());
      }
    }
    Map<Integer, int[]> named = new HashMap<>(); // first item of each split, by group
    List<Leak> found = new ArrayList<>();
    for (int i = 0; i < items.size() && found.size() < MOST_LEAKS; i++) {
      if (items.get(i).kept() != null) {
        continue;
      }
      for (Split split : items.get(i).given()) {
        int[] firsts = named.computeIfAbsent(all.find(i), root -> none());
        for (Split other : Split.values()) {
          int before = firsts[other.ordinal()];
          if (other != split && before != NONE && found.size() < MOST_LEAKS) {
            found.add(new Leak(before, other, i, split));
          }
        }
        if (firsts[split.ordinal()] == NONE) {
          firsts[split.ordinal()] = i;
        }
      }
    }
    return found;
  }

  private static int[] none() {
    int[] firsts = new int[Split.values().length];
    Arrays.fill(firsts, NONE);
    return firsts;
  }

  private void place() {
    for (int i = 0; i < items.size(); i++) {
      if (items.get(i).kept() != null) {
        place(i);
      }
    }
    for (int i = 0; i < items.size(); i++) {
      if (items.get(i).kept() == null) {
        place(i);
      }
    }
  }

  private void place(int index) {
    SplitItem item = items.get(index);
    Split own = item.kept();
    if (own == null && given && item.given().size() == 1) {
      own = item.given().iterator().next();
    }
    List<Integer> joined = new ArrayList<>();
    for (int key : item.keys()) {
      Integer member = byKey.get(key);
      if (member != null) {
        joined.add(member);
      }
    }
    for (int at = neighbours.from(index); at < neighbours.until(index); at++) {
      if (placed[neighbours.other(at)]) {
        joined.add(neighbours.other(at));
      }
    }
    Bridge bridge = bridge(index, own, joined);
    if (bridge != null) {
      bridges.put(index, bridge);
      return;
    }
    placed[index] = true;
    Split split = own;
    int root = index;
    for (int member : joined) {
      Split theirs = splitOfRoot[groups.find(member)];
      split = split == null ? theirs : split;
      root = groups.union(root, member);
    }
    splitOfRoot[root] = split;
    for (int key : item.keys()) {
      byKey.putIfAbsent(key, index);
    }
  }

  private @Nullable Bridge bridge(int index, @Nullable Split own, List<Integer> joined) {
    Split split = own;
    int first = index;
    for (int member : joined) {
      Split theirs = splitOfRoot[groups.find(member)];
      if (theirs == null) {
        continue;
      }
      if (split == null) {
        split = theirs;
        first = member;
      } else if (split != theirs) {
        return new Bridge(first, split, member, theirs);
      }
    }
    return null;
  }

  /** Pairs that forbid a version; empty when there is none. */
  public List<Leak> leaks() {
    return leaks;
  }

  /** Whether the splits of the source were followed. */
  public boolean followsSource() {
    return given;
  }

  /** Items that are left out. */
  public Map<Integer, Bridge> bridges() {
    return bridges;
  }

  /** The smallest index of an item's group, which stands for the group. */
  public int group(int index) {
    return groups.find(index);
  }

  /** The splits of all items; null for those that are left out. */
  public @Nullable Split[] splits(GroupOrder order) {
    new Allocation(items, placed, groups, splitOfRoot).fill(order);
    Split[] splits = new Split[items.size()];
    for (int i = 0; i < splits.length; i++) {
      splits[i] = placed[i] ? splitOfRoot[groups.find(i)] : null;
    }
    return splits;
  }
}
