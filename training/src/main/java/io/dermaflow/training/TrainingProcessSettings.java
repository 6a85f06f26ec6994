package io.dermaflow.training;

/**
 * Bounds of the training process.
 *
 * @param heapMegabytes Java heap
 * @param nativeMegabytes memory outside the heap
 */
public record TrainingProcessSettings(int heapMegabytes, int nativeMegabytes) {

  /** 512 MB of heap and 1,536 MB outside: enough for every recipe. */
  public static final TrainingProcessSettings DEFAULT = new TrainingProcessSettings(512, 1536);

  public TrainingProcessSettings {
    if (heapMegabytes < 128 || nativeMegabytes < 256) {
      throw new IllegalArgumentException(
          "training memory %d + %d MB, expected at least 128 + 256"
              .formatted(heapMegabytes, nativeMegabytes));
    }
  }
}
