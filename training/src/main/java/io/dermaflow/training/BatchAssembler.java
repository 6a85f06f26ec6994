package io.dermaflow.training;

import io.dermaflow.models.Head;
import io.dermaflow.models.TrainingBatch;
import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Makes batches of prepared items. Order and augmentation depend on (seed, epoch, item) only, so
 * that a restarted run sees what an uninterrupted one would have seen.
 */
final class BatchAssembler {

  private final PreparedData data;
  private final List<Head> heads;
  private final Recipe recipe;
  private final long seed;

  BatchAssembler(PreparedData data, List<Head> heads, Recipe recipe, long seed) {
    this.data = data;
    this.heads = heads;
    this.recipe = recipe;
    this.seed = seed;
  }

  /** Training items in the order of an epoch (Fisher and Yates). */
  int[] order(int epoch) {
    int[] order = data.split(PreparedItem.TRAIN);
    SplittableRandom random = new SplittableRandom(mix(seed, epoch, -1));
    for (int i = order.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swap = order[i];
      order[i] = order[j];
      order[j] = swap;
    }
    return order;
  }

  /** An augmented batch of the items {@code order[from..to)}. */
  TrainingBatch batch(int epoch, int[] order, int from, int to) throws IOException {
    int count = to - from;
    int length = data.size() * data.size() * 3;
    byte[] pixels = new byte[count * length];
    byte[] plain = new byte[length];
    Map<Head, float[]> labels = new EnumMap<>(Head.class);
    Map<Head, float[]> weights = new EnumMap<>(Head.class);
    for (Head head : heads) {
      labels.put(head, new float[count * head.size()]);
      weights.put(head, new float[count]);
    }
    for (int i = 0; i < count; i++) {
      int index = order[from + i];
      data.read(index, plain, 0);
      augment(plain, pixels, i * length, new SplittableRandom(mix(seed, epoch, index)));
      PreparedItem item = data.items().get(index);
      for (Head head : heads) {
        if (item.has(head)) {
          item.write(head, labels.getOrDefault(head, new float[0]), i * head.size());
          weights.getOrDefault(head, new float[0])[i] = 1;
        }
      }
    }
    return new TrainingBatch(count, new TrainingBatch.Pixels(pixels), labels, weights);
  }

  /** Mirrors and shifts; beyond the edge the edge goes on. */
  private void augment(byte[] from, byte[] to, int at, SplittableRandom random) {
    int size = data.size();
    boolean mirror = random.nextBoolean();
    int range = 2 * recipe.shift() + 1;
    int dx = random.nextInt(range) - recipe.shift();
    int dy = random.nextInt(range) - recipe.shift();
    for (int y = 0; y < size; y++) {
      int row = clamp(y + dy) * size;
      for (int x = 0; x < size; x++) {
        int source = (row + clamp((mirror ? size - 1 - x : x) + dx)) * 3;
        int target = at + (y * size + x) * 3;
        to[target] = from[source];
        to[target + 1] = from[source + 1];
        to[target + 2] = from[source + 2];
      }
    }
  }

  private int clamp(int position) {
    return Math.max(0, Math.min(data.size() - 1, position));
  }

  private static long mix(long seed, int epoch, int index) {
    long z = seed * 0x9E3779B97F4A7C15L + epoch * 0xBF58476D1CE4E5B9L + index;
    return new SplittableRandom(z).nextLong();
  }
}
