package io.dermaflow.recommend.collaborative;

import io.dermaflow.recommend.interactions.InteractionLog;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * The newest choices of some subjects and the log before them. Subjects whose whole history is the
 * choice are left out.
 */
public final class HeldOut {

  private static final int FIRST = 10;

  private final InteractionLog full;
  private final InteractionLog before;
  private final int[] subjects;

  private HeldOut(InteractionLog full, InteractionLog before, int[] subjects) {
    this.full = full;
    this.before = before;
    this.subjects = subjects;
  }

  /** The newest weighted interaction of everybody who has one before it. */
  public static HeldOut of(InteractionLog full) {
    InteractionLog before = full.withoutNewest();
    List<Integer> with = new ArrayList<>();
    for (int subject = 0; subject < full.subjects(); subject++) {
      if (before.newest(subject) >= 0) {
        with.add(subject);
      }
    }
    return new HeldOut(full, before, with.stream().mapToInt(Integer::intValue).toArray());
  }

  /** Those of some subjects. */
  HeldOut where(IntPredicate subject) {
    return new HeldOut(full, before, Arrays.stream(subjects).filter(subject).toArray());
  }

  /** All that there was before the choices. */
  public InteractionLog before() {
    return before;
  }

  /** Number of choices. */
  public int size() {
    return subjects.length;
  }

  /** Whose the choice is. */
  public int subject(int index) {
    return subjects[index];
  }

  /** The item chosen. */
  public int choice(int index) {
    return full.item(full.newest(subjects[index]));
  }

  /**
   * NDCG of the first ten for each choice: {@code 1 / log2(place + 2)}, or 0 when it is not among
   * them.
   */
  double[] ndcg(ItemRanker ranker) {
    double[] gains = new double[subjects.length];
    ItemRanker.Worker worker = ranker.worker();
    RankedItems best = new RankedItems(FIRST);
    for (int i = 0; i < subjects.length; i++) {
      worker.rank(before.history(subjects[i]), best);
      int place = best.placeOf(choice(i));
      gains[i] = place < 0 ? 0 : discount(place);
    }
    return gains;
  }

  /** What a hit at a place counts, 1 at place 0 (Järvelin and Kekäläinen, TOIS 2002). */
  public static double discount(int place) {
    return Math.log(2) / Math.log(place + 2);
  }
}
