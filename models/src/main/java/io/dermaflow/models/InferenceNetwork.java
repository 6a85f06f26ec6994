package io.dermaflow.models;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A network that no longer learns, as plain numbers: BatchNorm folded into the convolutions. Every
 * engine that writes, reads or runs networks speaks of this one.
 *
 * @param width multiplier of the channels
 * @param size side of the input, pixels
 * @param padding where 3x3 convolutions with stride 2 put their zeros
 * @param scaling what happens to levels before the first convolution
 * @param convolutions by name of {@link Architecture#convolutions}
 * @param hidden the dense layer with ReLU between the features and the outputs, or null
 * @param outputs what it says, in order; may be empty
 * @param mirrored whether features are the mean over a picture and its mirror image
 */
public record InferenceNetwork(
    double width,
    int size,
    Padding padding,
    Scaling scaling,
    Map<String, Affine> convolutions,
    @Nullable Affine hidden,
    List<Output> outputs,
    boolean mirrored) {

  /**
   * Numbers of one layer.
   *
   * @param kernel in (tap, in, out) order; taps row by row; one tap for dense layers, and one input
   *     for depthwise ones
   * @param bias one an output
   */
  public record Affine(float[] kernel, float[] bias) {}

  /**
   * An output that callers read by name.
   *
   * @param name what it is called
   * @param dense from the features, or the hidden layer, to its logits
   * @param multiLabel whether each logit has its own probability (sigmoid), or all share one
   *     (softmax)
   */
  public record Output(String name, Affine dense, boolean multiLabel) {}

  public InferenceNetwork {
    convolutions = Map.copyOf(convolutions);
    outputs = List.copyOf(outputs);
  }

  /** The numbers of a convolution. */
  public Affine convolution(String name) {
    Affine found = convolutions.get(name);
    if (found == null) {
      throw new IllegalStateException("no numbers for convolution " + name);
    }
    return found;
  }
}
