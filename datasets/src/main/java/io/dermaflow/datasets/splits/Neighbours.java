package io.dermaflow.datasets.splits;

import io.dermaflow.datasets.likeness.LikePair;
import java.util.List;

/** Who is like whom, in two flat arrays. */
final class Neighbours {

  private final int[] starts;
  private final int[] others;

  Neighbours(int size, List<LikePair> pairs) {
    starts = new int[size + 1];
    others = new int[2 * pairs.size()];
    for (LikePair pair : pairs) {
      starts[pair.a() + 1]++;
      starts[pair.b() + 1]++;
    }
    for (int i = 0; i < size; i++) {
      starts[i + 1] += starts[i];
    }
    int[] next = starts.clone();
    for (LikePair pair : pairs) {
      others[next[pair.a()]++] = pair.b();
      others[next[pair.b()]++] = pair.a();
    }
  }

  int from(int index) {
    return starts[index];
  }

  int until(int index) {
    return starts[index + 1];
  }

  int other(int position) {
    return others[position];
  }
}
