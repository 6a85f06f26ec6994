package io.dermaflow.models;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A MobileNetV2 (Sandler et al., 2018) with our heads.
 *
 * @param width multiplier of the channels, 0.35 to 1.4
 * @param size side of the square input, pixels, a multiple of 32 from 96 to 384
 * @param heads outputs, in order
 * @param normalisation what became of BatchNorm
 * @param padding the dialect of the weights
 * @param scaling what happens to levels before the first convolution, the dialect too
 * @param hidden units of a layer with ReLU between the base and the heads, 0 for none
 * @param mirrored whether it looks at a picture and its mirror image and goes by the mean of their
 *     features, at twice the price
 */
public record NetworkSpec(
    double width,
    int size,
    List<Head> heads,
    @Nullable Normalisation normalisation,
    @Nullable Padding padding,
    @Nullable Scaling scaling,
    int hidden,
    boolean mirrored) {

  /** Looks at pictures as they are. */
  public NetworkSpec(
      double width,
      int size,
      List<Head> heads,
      @Nullable Normalisation normalisation,
      @Nullable Padding padding,
      @Nullable Scaling scaling,
      int hidden) {
    this(width, size, heads, normalisation, padding, scaling, hidden, false);
  }

  /** BatchNorm trained, TensorFlow's padding, heads right on the base. */
  public NetworkSpec(double width, int size, List<Head> heads) {
    this(width, size, heads, Normalisation.TRAINED, Padding.SAME, Scaling.SIGNED_UNIT, 0);
  }

  public NetworkSpec {
    // Rows of an older version do not say.
    normalisation = normalisation == null ? Normalisation.TRAINED : normalisation;
    padding = padding == null ? Padding.SAME : padding;
    scaling = scaling == null ? Scaling.SIGNED_UNIT : scaling;
    if (hidden < 0 || hidden > 4096) {
      throw new IllegalArgumentException("hidden " + hidden + ", expected 0 to 4096");
    }
    if (!(width >= 0.35 && width <= 1.4)) {
      throw new IllegalArgumentException("width " + width + ", expected 0.35 to 1.4");
    }
    if (size < 96 || size > 384 || size % 32 != 0) {
      throw new IllegalArgumentException(
          "size " + size + ", expected a multiple of 32 from 96 to 384");
    }
    if (heads.isEmpty()) {
      throw new IllegalArgumentException("a network needs at least one head");
    }
    heads = List.copyOf(heads);
  }
}
