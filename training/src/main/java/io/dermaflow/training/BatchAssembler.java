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
 * that a restarted run sees what an uninterrupted one would have seen, whichever thread makes it.
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
   * @param mixed whether the pictures of the input were mixed
   */
  TrainingBatch batch(int epoch, int[] items, TrainingBatch.Input input, boolean mixed) {
    Map<Head, float[]> labels = new EnumMap<>(Head.class);
    Map<Head, float[]> weights = new EnumMap<>(Head.class);
    for (Head head : heads) {
      float[] wanted = new float[items.length * head.size()];
      float[] counts = new float[items.length];
      int labelled = 0;
      for (int i = 0; i < items.length; i++) {
        PreparedItem item = data.items().get(items[i]);
        if (item.has(head)) {
          targets.write(head, item, wanted, i * head.size());
          counts[i] = (float) targets.weight(head, item);
          labelled++;
        }
      }
      for (int i = 0; i < items.length && labelled > 0; i++) {
        counts[i] *= (float) items.length / labelled;
      }
      labels.put(head, mixed ? mixedLabels(head, epoch, items, wanted, counts) : wanted);
      weights.put(head, counts);
    }
    return new TrainingBatch(items.length, input, labels, weights);
  }

  /** As {@link #mix}; an item keeps its label where the other has none. */
  private float[] mixedLabels(Head head, int epoch, int[] items, float[] wanted, float[] counts) {
    float[] labels = wanted.clone();
    int size = head.size();
    for (int i = 0; i < items.length; i++) {
      int other = (i + 1) % items.length;
      if (counts[other] > 0) {
        float share = share(epoch, items[i]);
        for (int k = 0; k < size; k++) {
          labels[i * size + k] += share * (wanted[other * size + k] - wanted[i * size + k]);
        }
      }
    }
    return labels;
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

  /** Whether this recipe mixes pictures that are made anew each epoch. */
  boolean mixes() {
    return recipe.augmentation().mixing() > 0;
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
