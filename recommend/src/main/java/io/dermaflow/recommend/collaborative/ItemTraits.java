package io.dermaflow.recommend.collaborative;

import io.dermaflow.recommend.interactions.InteractionLog;

/** What is known of an item without regard to whom it is ranked for. */
final class ItemTraits {

  /** Sum of its weights. */
  final float[] count;

  /** Where in histories it stands on average, 0 for the oldest and 1 for the newest. */
  final float[] place;

  /** How many interactions follow it on average. */
  final float[] behind;

  /** Square root of the count, what cosines are divided by. */
  final float[] root;

  /** Powers of the count that {@link ItemKnn#RECENT} divides by: of the item in the history … */
  final float[] own;

  /** … and of the item that is ranked. */
  final float[] other;

  ItemTraits(LogStatistics statistics) {
    InteractionLog log = statistics.log();
    int items = log.items();
    count = new float[items];
    place = new float[items];
    behind = new float[items];
    root = new float[items];
    own = new float[items];
    other = new float[items];
    int[] occurrences = addPlaces(log);
    for (int item = 0; item < items; item++) {
      double sum = statistics.count(item);
      count[item] = (float) sum;
      root[item] = (float) Math.sqrt(sum);
      own[item] = (float) Math.pow(sum, 1 - ItemKnn.RECENT.target());
      other[item] = (float) Math.pow(sum, ItemKnn.RECENT.target());
      place[item] /= Math.max(1, occurrences[item]);
      behind[item] /= Math.max(1, occurrences[item]);
    }
  }

  private int[] addPlaces(InteractionLog log) {
    int[] occurrences = new int[log.items()];
    for (int subject = 0; subject < log.subjects(); subject++) {
      int start = log.start(subject);
      int last = log.end(subject) - 1;
      for (int position = start; position <= last; position++) {
        int item = log.item(position);
        occurrences[item]++;
        place[item] += (position - start) / (float) Math.max(1, last - start);
        behind[item] += last - position;
      }
    }
    return occurrences;
  }
}
