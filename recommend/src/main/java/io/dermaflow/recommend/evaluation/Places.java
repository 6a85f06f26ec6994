package io.dermaflow.recommend.evaluation;

import io.dermaflow.recommend.collaborative.HeldOut;
import io.dermaflow.recommend.collaborative.ItemRanker;
import io.dermaflow.recommend.collaborative.ItemSimilarity;
import io.dermaflow.recommend.collaborative.RankedItems;
import java.util.Arrays;
import java.util.BitSet;

/** Where a method ranks held-out choices, and what it ranks first. */
final class Places {

  static final int FIRST = 10;
  static final int SHOWN = 3;

  /** By choice: its place, or {@link #FIRST} when it is not among the first. */
  private final byte[] place;

  private final BitSet shown = new BitSet();
  private double diversity;
  private double novelty;

  private Places(int choices) {
    place = new byte[choices];
  }

  static Places of(HeldOut choices, ItemRanker ranker, ItemSimilarity similarity) {
    Places places = new Places(choices.size());
    ItemRanker.Worker worker = ranker.worker();
    RankedItems best = new RankedItems(FIRST);
    for (int i = 0; i < choices.size(); i++) {
      worker.rank(choices.before().history(choices.subject(i)), best);
      int found = best.placeOf(choices.choice(i));
      places.place[i] = (byte) (found < 0 ? FIRST : found);
      places.see(best, similarity);
    }
    return places;
  }

  private void see(RankedItems best, ItemSimilarity similarity) {
    int size = Math.min(SHOWN, best.size());
    double cosines = 0;
    double surprise = 0;
    for (int a = 0; a < size; a++) {
      shown.set(best.item(a));
      surprise -= Math.log(similarity.share(best.item(a))) / Math.log(2);
      for (int b = 0; b < a; b++) {
        cosines += similarity.cosine(best.item(a), best.item(b));
      }
    }
    int pairs = size * (size - 1) / 2;
    diversity += pairs == 0 ? 0 : 1 - cosines / pairs;
    novelty += size == 0 ? 0 : surprise / size;
  }

  /** Place of a choice, {@link #FIRST} when it is not among the first. */
  int place(int choice) {
    return place[choice];
  }

  int size() {
    return place.length;
  }

  double coverage(int items) {
    return shown.cardinality() / (double) Math.max(1, items);
  }

  double meanDiversity() {
    return diversity / Math.max(1, place.length);
  }

  double meanNovelty() {
    return novelty / Math.max(1, place.length);
  }

  /** How many choices have each place. */
  long[] counts() {
    long[] counts = new long[FIRST + 1];
    for (byte p : place) {
      counts[p]++;
    }
    return counts;
  }

  /** Share of hits among the first {@code k}. */
  static double hitRate(long[] counts, int k) {
    return Arrays.stream(counts, 0, k).sum() / (double) Math.max(1, Arrays.stream(counts).sum());
  }

  /** Normalised discounted cumulative gain at {@code k}; each subject has one relevant item. */
  static double ndcg(long[] counts, int k) {
    double sum = 0;
    for (int p = 0; p < k; p++) {
      sum += counts[p] * HeldOut.discount(p);
    }
    return sum / Math.max(1, Arrays.stream(counts).sum());
  }
}
