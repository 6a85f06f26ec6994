package io.dermaflow.models.internal.weights;

import io.dermaflow.models.Architecture.Kind;
import io.dermaflow.models.InferenceNetwork.Affine;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A convolution as a file has it, in our order of numbers.
 *
 * @param name of its kernel in the file
 * @param kind what its shape makes it
 * @param in input channels
 * @param out output channels
 * @param numbers kernel in (tap, in, out) order, and bias
 */
record RawLayer(String name, Kind kind, int in, int out, Affine numbers) {

  /** How a file orders the numbers of a kernel. */
  enum Order {
    /** Keras: row, column, in, out; depthwise row, column, channel, 1. */
    KERAS,
    /** PyTorch and ONNX: out, in, row, column; depthwise channel, 1, row, column. */
    TORCH,
    /** TFLite: out, row, column, in; depthwise 1, row, column, channel. */
    TFLITE
  }

  /** Statistics and scales that follow a convolution. */
  record BatchNorm(Tensor gamma, Tensor beta, Tensor mean, Tensor variance, double epsilon) {}

  /**
   * @param depthwise whether the file says that each channel is by itself
   */
  static RawLayer of(
      Tensor kernel,
      Order order,
      boolean depthwise,
      @Nullable Tensor bias,
      @Nullable BatchNorm norm) {
    if (kernel.shape().length != 4) {
      throw new Unfit(
          kernel.name() + " has shape " + Arrays.toString(kernel.shape()), "four dimensions");
    }
    int rows = kernel.side(order == Order.KERAS ? 0 : order == Order.TORCH ? 2 : 1);
    int columns = kernel.side(order == Order.KERAS ? 1 : order == Order.TORCH ? 3 : 2);
    int out = outputs(kernel, order, depthwise);
    int in = depthwise ? 1 : kernel.side(order == Order.KERAS ? 2 : order == Order.TORCH ? 1 : 3);
    boolean pointwise = rows == 1 && columns == 1 && !depthwise;
    boolean square = rows == 3 && columns == 3 && (depthwise || in == 3);
    if (!pointwise && !square || kernel.values().length != (long) rows * columns * in * out) {
      throw new Unfit(
          kernel.name() + " has shape " + Arrays.toString(kernel.shape()),
          "a 1x1 convolution, a 3x3 depthwise one, or a 3x3 one of three channels");
    }
    Kind kind = pointwise ? Kind.POINTWISE : depthwise ? Kind.DEPTHWISE : Kind.STEM;
    float[] ordered = ordered(kernel.values(), order, depthwise, rows * columns, in, out);
    float[] zero = bias == null ? new float[out] : bias.of(out).values().clone();
    if (norm != null) {
      fold(ordered, zero, norm, out);
    }
    Tensor.requireFinite(kernel.name() + " with its BatchNorm", ordered);
    Tensor.requireFinite(kernel.name() + " with its BatchNorm", zero);
    return new RawLayer(kernel.name(), kind, depthwise ? out : in, out, new Affine(ordered, zero));
  }

  private static int outputs(Tensor kernel, Order order, boolean depthwise) {
    return switch (order) {
      case KERAS -> kernel.side(depthwise ? 2 : 3);
      case TORCH -> kernel.side(0);
      case TFLITE -> kernel.side(depthwise ? 3 : 0);
    };
  }

  private static float[] ordered(
      float[] values, Order order, boolean depthwise, int taps, int in, int out) {
    if (order == Order.KERAS || (order == Order.TFLITE && depthwise)) {
      return values.clone();
    }
    float[] ordered = new float[values.length];
    for (int o = 0; o < out; o++) {
      for (int i = 0; i < in; i++) {
        for (int t = 0; t < taps; t++) {
          int from = order == Order.TORCH ? (o * in + i) * taps + t : (o * taps + t) * in + i;
          ordered[(t * in + i) * out + o] = values[from];
        }
      }
    }
    return ordered;
  }

  /** kernel × gamma / σ, bias = beta + (bias − mean) × gamma / σ, with σ² = variance + ε. */
  private static void fold(float[] kernel, float[] bias, BatchNorm norm, int out) {
    float[] gamma = norm.gamma().of(out).values();
    float[] beta = norm.beta().of(out).values();
    float[] mean = norm.mean().of(out).values();
    float[] variance = norm.variance().of(out).values();
    double[] scale = new double[out];
    for (int o = 0; o < out; o++) {
      if (!(variance[o] + norm.epsilon() > 0)) {
        throw new Unfit(
            norm.variance().name() + " holds " + variance[o],
            "variances above -%s".formatted(norm.epsilon()));
      }
      scale[o] = gamma[o] / Math.sqrt(variance[o] + norm.epsilon());
      bias[o] = (float) (beta[o] + (bias[o] - mean[o]) * scale[o]);
    }
    for (int k = 0; k < kernel.length; k++) {
      kernel[k] *= (float) scale[k % out];
    }
  }
}
