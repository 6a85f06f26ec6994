package io.dermaflow.recommend.ranking;

import io.dermaflow.recommend.Slot;
import io.dermaflow.recommend.ranking.Exclusions.Left;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The largest set of up to three products that go together; among those of the same size the one
 * with the largest sum of scores. Products that are alike for every rule replace each other, so
 * that three of each kind are enough to look at.
 */
final class LargestSet {

  private final Compatibility compatibility;
  private final float[] score;
  private final List<Integer> candidates = new ArrayList<>();
  private int[] best = new int[0];
  private double most = Double.NEGATIVE_INFINITY;

  LargestSet(CompiledCatalogue catalogue, Compatibility compatibility, Left left, float[] score) {
    this.compatibility = compatibility;
    this.score = score;
    Map<Long, List<Integer>> kinds = new TreeMap<>();
    for (int i = 0; i < catalogue.from(Slot.MAKEUP); i++) {
      if (left.allows(i)) {
        kinds.computeIfAbsent(compatibility.signature(i), s -> new ArrayList<>()).add(i);
      }
    }
    for (List<Integer> kind : kinds.values()) {
      kind.sort(Comparator.comparingDouble((Integer i) -> -score[i]).thenComparing(i -> i));
      candidates.addAll(kind.subList(0, Math.min(Ranker.SET, kind.size())));
    }
    candidates.sort(null);
  }

  /** A set of more than {@code size} products, or an empty one when there is none. */
  int[] find(int size) {
    for (int wanted = Ranker.SET; wanted > size && best.length == 0; wanted--) {
      extend(new int[wanted], 0, 0, 0);
    }
    return best;
  }

  private void extend(int[] set, int count, int from, double sum) {
    if (count == set.length) {
      if (sum > most) {
        most = sum;
        best = set.clone();
      }
      return;
    }
    for (int c = from; c < candidates.size(); c++) {
      int candidate = candidates.get(c);
      if (compatibility.fits(candidate, set, count)) {
        set[count] = candidate;
        extend(set, count + 1, c + 1, sum + score[candidate]);
      }
    }
  }
}
