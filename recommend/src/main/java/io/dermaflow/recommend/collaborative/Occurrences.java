package io.dermaflow.recommend.collaborative;

import io.dermaflow.recommend.interactions.InteractionLog;

/** Where each item occurs in a log: the columns of the matrix whose rows are the histories. */
final class Occurrences {

  /** By item: where its occurrences start; one more for the end of the last. */
  final int[] start;

  final int[] subject;
  final int[] position;

  private Occurrences(int[] start, int[] subject, int[] position) {
    this.start = start;
    this.subject = subject;
    this.position = position;
  }

  static Occurrences of(InteractionLog log) {
    int[] start = new int[log.items() + 1];
    for (int s = 0; s < log.subjects(); s++) {
      for (int p = log.start(s); p < log.end(s); p++) {
        start[log.item(p) + 1]++;
      }
    }
    for (int item = 0; item < log.items(); item++) {
      start[item + 1] += start[item];
    }
    int[] next = start.clone();
    int size = start[log.items()];
    int[] subject = new int[size];
    int[] position = new int[size];
    for (int s = 0; s < log.subjects(); s++) {
      for (int p = log.start(s); p < log.end(s); p++) {
        int at = next[log.item(p)]++;
        subject[at] = s;
        position[at] = p;
      }
    }
    return new Occurrences(start, subject, position);
  }
}
