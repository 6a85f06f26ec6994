package io.dermaflow.training;

import io.dermaflow.models.Head;
import io.dermaflow.models.TrainingBatch;
import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Makes batches of prepared items. Order and augmentation depend on (seed, epoch, item) only, and a
 * mixed picture on its neighbour in that order, so that a restarted run sees what an uninterrupted
 * one would have seen, whichever thread makes it.
 */
final class BatchAssembler {

  private static final long MIXING = 0x6D69787570L;

  private final PreparedData data;
  private final List<Head> heads;
  private final Recipe recipe;
  private final long seed;
  private final TargetTable targets;

  BatchAssembler(PreparedData data, List<Head> heads, Recipe recipe, long seed) {
    this.data = data;
    this.heads = heads;
    this.recipe = recipe;
    this.seed = seed;
    this.targets = new TargetTable(recipe.targets(), data, heads);
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

  /**
   * Labels and weights of items; every head's weights are divided by its labelled items.
   *
   * @param mixed whether the pictures of the input were mixed; then both items count by their share
   */
  TrainingBatch batch(int epoch, int[] items, TrainingBatch.Input input, boolean mixed) {
    Map<Head, float[]> labels = new EnumMap<>(Head.class);
    Map<Head, float[]> weights = new EnumMap<>(Head.class);
    int n = items.length;
    for (Head head : heads) {
      float[] own = new float[n * head.size()];
      float[] counts = new float[n];
      for (int i = 0; i < n; i++) {
        PreparedItem item = data.items().get(items[i]);
        if (item.has(head)) {
          targets.write(head, item, own, i * head.size());
          counts[i] = (float) targets.weight(head, item);
        }
      }
      float[] wanted = own.clone();
      float[] shared = counts.clone();
      double labelled = 0;
      for (int i = 0; i < n; i++) {
        int other = (i + 1) % n;
        float share = mixed ? share(epoch, items[i]) : 0;
        float first = (1 - share) * counts[i];
        float second = share * counts[other];
        shared[i] = first + second;
        labelled += (counts[i] > 0 ? 1 - share : 0) + (counts[other] > 0 ? share : 0);
        for (int k = 0; k < head.size() && second > 0; k++) {
          wanted[i * head.size() + k] =
              (first * own[i * head.size() + k] + second * own[other * head.size() + k])
                  / shared[i];
        }
      }
      for (int i = 0; i < n && labelled > 0; i++) {
        shared[i] *= (float) (n / labelled);
      }
      labels.put(head, wanted);
      weights.put(head, shared);
    }
    return new TrainingBatch(n, input, labels, weights);
  }

  /** Augmented pictures of an epoch (or, for cached activations, of a variant). */
  byte[] pictures(int epoch, int[] items, boolean mixed) throws IOException {
    int length = recipe.size() * recipe.size() * 3;
    byte[] pixels = new byte[items.length * length];
    byte[] plain = new byte[data.length(PreparedItem.TRAIN)];
    Augmenter augmenter =
        new Augmenter(recipe.augmentation(), recipe.preparedSize(), recipe.size());
    for (int i = 0; i < items.length; i++) {
      data.read(items[i], plain, 0);
      augmenter.apply(plain, pixels, i * length, new SplittableRandom(mix(seed, epoch, items[i])));
    }
    return mixed ? mix(epoch, items, pixels) : pixels;
  }

  /** Whether pictures of an epoch are mixed, where they are made anew each epoch. */
  boolean mixes(int epoch) {
    return recipe.augmentation().mixes(epoch, recipe.epochs());
  }

  /** How much of the next item of the batch shows through. */
  private float share(int epoch, int item) {
    double most = recipe.augmentation().mixing();
    return (float) (most * new SplittableRandom(mix(seed ^ MIXING, epoch, item)).nextDouble());
  }

  private byte[] mix(int epoch, int[] items, byte[] pixels) {
    byte[] mixed = new byte[pixels.length];
    int length = pixels.length / items.length;
    for (int i = 0; i < items.length; i++) {
      int share = Math.round(share(epoch, items[i]) * 256);
      int own = i * length;
      int other = (i + 1) % items.length * length;
      for (int k = 0; k < length; k++) {
        int level = (pixels[own + k] & 0xFF) * (256 - share) + (pixels[other + k] & 0xFF) * share;
        mixed[own + k] = (byte) ((level + 128) >> 8);
      }
    }
    return mixed;
  }

  /** Which of an item's cached variants an epoch sees. */
  int variant(int epoch, int item, int variants) {
    return new SplittableRandom(mix(~seed, epoch, item)).nextInt(variants);
  }

  private static long mix(long seed, int epoch, int index) {
    long z = seed * 0x9E3779B97F4A7C15L + epoch * 0xBF58476D1CE4E5B9L + index;
    return new SplittableRandom(z).nextLong();
  }
}
