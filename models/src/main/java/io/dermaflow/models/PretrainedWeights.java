package io.dermaflow.models;

import io.dermaflow.models.InferenceNetwork.Affine;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of a network that somebody else trained, BatchNorm folded, with their dialect.
 *
 * @param width multiplier of the channels
 * @param format of the file that they were read from
 * @param padding where 3x3 convolutions with stride 2 put their zeros
 * @param scaling what happens to levels before the first convolution
 * @param epsilon what was added to BatchNorm's variance when it was folded; 0 where the file held
 *     folded numbers
 * @param convolutions by name of {@link Architecture#convolutions}
 * @param classifier from the features to ImageNet's classes, or null
 */
public record PretrainedWeights(
    double width,
    String format,
    Padding padding,
    Scaling scaling,
    double epsilon,
    Map<String, Affine> convolutions,
    @Nullable Affine classifier) {

  /** No file is larger: a MobileNetV2 1.4 with optimiser state has 75 MB. */
  public static final long MOST_BYTES = 128L << 20;

  /** Name of the classifier's output in {@link #network}. */
  public static final String CLASSES = "classes";

  public PretrainedWeights {
    convolutions = Map.copyOf(convolutions);
  }

  /** The numbers of a convolution. */
  public Affine convolution(String name) {
    Affine found = convolutions.get(name);
    if (found == null) {
      throw new IllegalStateException("no numbers for convolution " + name);
    }
    return found;
  }

  /** How many numbers there are. */
  public long parameters() {
    Affine top = classifier;
    return convolutions.values().stream().mapToLong(PretrainedWeights::count).sum()
        + (top == null ? 0 : count(top));
  }

  private static long count(Affine layer) {
    return (long) layer.kernel().length + layer.bias().length;
  }

  /** Number of classes, 0 without a classifier. */
  public int classes() {
    Affine top = classifier;
    return top == null ? 0 : top.bias().length;
  }

  /** The network as it was trained. */
  public InferenceNetwork network(int size) {
    Affine top = classifier;
    return new InferenceNetwork(
        width,
        size,
        padding,
        scaling,
        convolutions,
        null,
        top == null ? List.of() : List.of(new InferenceNetwork.Output(CLASSES, top, false)),
        false);
  }

  /**
   * What a file does not say of its dialect; null to take what is usual for its format.
   *
   * @param padding see {@link Padding}
   * @param scaling see {@link Scaling}
   * @param epsilon added to BatchNorm's variance
   */
  public record Stated(
      @Nullable Padding padding, @Nullable Scaling scaling, @Nullable Double epsilon) {

    /** Nothing is stated. */
    public static final Stated NOTHING = new Stated(null, null, null);
  }
}
