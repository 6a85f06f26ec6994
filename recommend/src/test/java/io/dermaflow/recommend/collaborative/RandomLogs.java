package io.dermaflow.recommend.collaborative;

import io.dermaflow.recommend.interactions.InteractionLog;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Logs for tests. */
public final class RandomLogs {

  private RandomLogs() {}

  /** Histories without any order, items of unequal popularity and weight, with repeats. */
  public static InteractionLog noise(long seed, int subjects, int items, int length) {
    Random random = new Random(seed);
    InteractionLog.Builder log = InteractionLog.builder();
    for (int s = 0; s < subjects; s++) {
      int count = 1 + random.nextInt(length);
      for (int i = 0; i < count; i++) {
        int item = (int) (items * Math.pow(random.nextDouble(), 2));
        float weight = random.nextInt(8) == 0 ? 0 : 0.25f * (1 + random.nextInt(4));
        log.add("s" + s, "p" + item, i, weight);
      }
    }
    return log.build();
  }

  /** Sequences, subject by subject, of items in circles: most steps go on to one of three next. */
  public static List<List<String>> circles(long seed, int subjects, int items) {
    Random random = new Random(seed);
    List<List<String>> sequences = new ArrayList<>();
    for (int s = 0; s < subjects; s++) {
      List<String> sequence = new ArrayList<>();
      int item = random.nextInt(items);
      int length = 5 + random.nextInt(6);
      while (sequence.size() < length) {
        if (!sequence.contains("p" + item)) {
          sequence.add("p" + item);
        }
        boolean jump = random.nextInt(4) == 0;
        item = jump ? random.nextInt(items) : (item + 1 + random.nextInt(3)) % items;
      }
      sequences.add(sequence);
    }
    return sequences;
  }

  /** A log of sequences. */
  public static InteractionLog of(List<List<String>> sequences) {
    InteractionLog.Builder log = InteractionLog.builder();
    for (int s = 0; s < sequences.size(); s++) {
      for (String item : sequences.get(s)) {
        log.add("s" + s, item, 0, 1);
      }
    }
    return log.build();
  }

  /** The same interactions, with items numbered in another order. */
  public static InteractionLog renumbered(List<List<String>> sequences, long seed) {
    List<String> items =
        new ArrayList<>(sequences.stream().flatMap(List::stream).distinct().sorted().toList());
    Collections.shuffle(items, new Random(seed));
    InteractionLog.Builder numbered = InteractionLog.builder().number(items);
    for (int s = 0; s < sequences.size(); s++) {
      for (String item : sequences.get(s)) {
        numbered.add("s" + s, item, 0, 1);
      }
    }
    return numbered.build();
  }
}
