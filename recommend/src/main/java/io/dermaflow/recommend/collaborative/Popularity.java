package io.dermaflow.recommend.collaborative;

import io.dermaflow.recommend.interactions.History;
import java.util.Arrays;

/** Items by the sum of their weights: what a history that tells nothing gets. */
final class Popularity implements ItemRanker {

  private final double[] share;
  private final int[] byShare;
  private final long[] lots;

  private Popularity(double[] share, int[] byShare, long[] lots) {
    this.share = share;
    this.byShare = byShare;
    this.lots = lots;
  }

  /**
   * @param counts sum of weights by item
   * @param lots what ties are broken by
   */
  static Popularity of(double[] counts, long[] lots) {
    double total = Math.max(Double.MIN_NORMAL, Arrays.stream(counts).sum());
    double[] share = Arrays.stream(counts).map(count -> count / total).toArray();
    return new Popularity(share, sorted(share, lots), lots);
  }

  private static int[] sorted(double[] share, long[] lots) {
    Integer[] order = new Integer[share.length];
    Arrays.setAll(order, item -> item);
    Arrays.sort(
        order,
        (a, b) ->
            share[a] == share[b]
                ? Long.compare(lots[b], lots[a])
                : Double.compare(share[b], share[a]));
    return Arrays.stream(order).mapToInt(Integer::intValue).toArray();
  }

  /** Share of all weight that an item has; the shares add up to 1. */
  double share(int item) {
    return share[item];
  }

  /** Most popular first. */
  int[] byShare() {
    return byShare;
  }

  /** What ties are broken by. */
  long lot(int item) {
    return lots[item];
  }

  int items() {
    return share.length;
  }

  @Override
  public String name() {
    return "popularity";
  }

  @Override
  public Worker worker() {
    Marks seen = new Marks(share.length);
    return (history, best) -> {
      best.clear();
      seen.clear();
      mark(history, seen);
      offerRest(seen, 1, best);
    };
  }

  static void mark(History history, Marks seen) {
    for (int position = history.from(); position < history.to(); position++) {
      seen.add(history.items()[position]);
    }
  }

  /** Offers items without a mark, most popular first, until no other can be among the best. */
  void offerRest(Marks marked, double scale, RankedItems best) {
    int offered = 0;
    for (int i = 0; i < byShare.length && offered < best.most(); i++) {
      int item = byShare[i];
      if (!marked.has(item)) {
        best.offer(item, scale * share[item], lots[item]);
        offered++;
      }
    }
  }
}
