package io.dermaflow.models;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.SplittableRandom;

/** Random labelled pictures. */
public final class TestBatches {

  private TestBatches() {}

  public static TrainingBatch of(NetworkSpec spec, int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    byte[] pixels = new byte[count * spec.size() * spec.size() * 3];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) random.nextInt(256);
    }
    Map<Head, float[]> labels = new EnumMap<>(Head.class);
    Map<Head, float[]> weights = new EnumMap<>(Head.class);
    for (Head head : spec.heads()) {
      float[] values = new float[count * head.size()];
      for (int i = 0; i < count; i++) {
        values[i * head.size() + random.nextInt(head.size())] = 1;
      }
      labels.put(head, values);
      float[] ones = new float[count];
      Arrays.fill(ones, 1);
      weights.put(head, ones);
    }
    return new TrainingBatch(count, new TrainingBatch.Pixels(pixels), labels, weights);
  }
}
