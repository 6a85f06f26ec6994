package io.dermaflow.models.internal.dl4j;

import io.dermaflow.models.Padding;
import io.dermaflow.models.StepPart;
import java.nio.FloatBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A convolution of MobileNetV2 over arrays {@code [N, H, W, C]} of one fixed size, with its two
 * gradients. What it needs to work is allocated once. One instance a thread.
 */
abstract class ConvKernel implements AutoCloseable {

  final Geometry geometry;
  final Tiles tiles;

  private ConvKernel(Geometry geometry, Tiles tiles) {
    this.geometry = geometry;
    this.tiles = tiles;
  }

  static ConvKernel of(Geometry geometry, Tiles tiles) {
    return switch (geometry.kind()) {
      case STEM -> new Stem(geometry, tiles);
      case POINTWISE -> new Pointwise(geometry, tiles);
      case DEPTHWISE -> new Depthwise(geometry, tiles);
    };
  }

  final void lap(StepPart part) {
    tiles.profile().lap(part);
  }

  abstract void forward(INDArray in, INDArray kernel, INDArray out);

  /** Whether {@link #forward(INDArray, INDArray, INDArray, INDArray)} adds a bias for nothing. */
  boolean addsBias() {
    return false;
  }

  /** The same with a bias a channel; only where {@link #addsBias()}. */
  void forward(INDArray in, INDArray kernel, INDArray bias, INDArray out) {
    throw new IllegalStateException("this convolution has no bias");
  }

  /** Adds the gradient of the kernel to {@code into}. */
  abstract void addKernelGradient(INDArray in, INDArray gradient, INDArray into);

  /**
   * The same, after the gradient was set to zero in place where ReLU6 was flat.
   *
   * @param out what ReLU6 gave, or null where there is none
   * @param bias one value a channel; the sums of the masked gradient are added
   */
  void addMaskedKernelGradient(
      INDArray in, INDArray gradient, @Nullable INDArray out, INDArray into, float[] bias) {
    tiles.maskAndSum(
        Tiles.buffer(gradient),
        out == null ? null : Tiles.buffer(out),
        geometry.pixelsOut(),
        geometry.out(),
        bias);
    lap(StepPart.MASK);
    addKernelGradient(in, gradient, into);
  }

  /**
   * Writes the gradient of the input.
   *
   * @param add to add to what is in {@code into} instead; pointwise only
   */
  abstract void inputGradient(INDArray gradient, INDArray kernel, INDArray into, boolean add);

  @Override
  public abstract void close();

  static INDArray floats(long... shape) {
    return Nd4j.create(DataType.FLOAT, shape);
  }

  /** Activations as pixels by channels; the same object for the same array. */
  private static final class Matrices {
    private final INDArray[] seen = new INDArray[4];
    private final INDArray[] matrices = new INDArray[4];
    private int next;

    INDArray of(INDArray activations) {
      for (int i = 0; i < seen.length; i++) {
        if (seen[i] == activations) {
          return matrices[i];
        }
      }
      INDArray matrix = activations.reshape('c', -1, activations.size(3));
      seen[next] = activations;
      matrices[next] = matrix;
      next = (next + 1) % seen.length;
      return matrix;
    }
  }

  /** 1x1: a matrix product. */
  private static final class Pointwise extends ConvKernel {
    private final NativeOp product = NativeOp.matmul(false, false, false);
    private final NativeOp addedKernel = NativeOp.matmul(true, false, true);
    private final NativeOp input = NativeOp.matmul(false, true, false);
    private final NativeOp addedInput = NativeOp.matmul(false, true, true);
    private final Matrices matrices = new Matrices();

    Pointwise(Geometry geometry, Tiles tiles) {
      super(geometry, tiles);
    }

    @Override
    void forward(INDArray in, INDArray kernel, INDArray out) {
      product.run(matrices.of(out), matrices.of(in), kernel);
      lap(StepPart.POINTWISE_FORWARD);
    }

    @Override
    void addKernelGradient(INDArray in, INDArray gradient, INDArray into) {
      addedKernel.run(into, matrices.of(in), matrices.of(gradient));
      lap(StepPart.POINTWISE_KERNEL);
    }

    @Override
    void inputGradient(INDArray gradient, INDArray kernel, INDArray into, boolean add) {
      (add ? addedInput : input).run(matrices.of(into), matrices.of(gradient), kernel);
      lap(StepPart.POINTWISE_INPUT);
    }

    @Override
    public void close() {
      product.close();
      addedKernel.close();
      input.close();
      addedInput.close();
    }
  }

  /** 3x3 over all channels with stride 2: a matrix product over patches. Nothing is below it. */
  private static final class Stem extends ConvKernel {
    private final INDArray patches;
    private final NativeOp product = NativeOp.matmul(false, false, false);
    private final NativeOp addedKernel = NativeOp.matmul(true, false, true);
    private final Matrices matrices = new Matrices();

    Stem(Geometry geometry, Tiles tiles) {
      super(geometry, tiles);
      this.patches = floats(geometry.pixelsOut(), 9L * geometry.in());
    }

    @Override
    void forward(INDArray in, INDArray kernel, INDArray out) {
      Planes.patches(Tiles.buffer(in), geometry, Tiles.buffer(patches));
      product.run(matrices.of(out), patches, kernel);
      lap(StepPart.STEM);
    }

    @Override
    void addKernelGradient(INDArray in, INDArray gradient, INDArray into) {
      addedKernel.run(into, patches, matrices.of(gradient));
      lap(StepPart.STEM);
    }

    @Override
    void inputGradient(INDArray gradient, INDArray kernel, INDArray into, boolean add) {
      throw new IllegalStateException("the stem has no layer below it");
    }

    @Override
    public void close() {
      product.close();
      addedKernel.close();
    }
  }

  /** 3x3 in each channel. */
  private static final class Depthwise extends ConvKernel {
    private final NativeOp product;
    private final NativeOp input;
    private final INDArray flipped;

    /** A bias of nothing: without one the operation takes a slower way. */
    private final INDArray zeros;

    private final INDArray spread;
    private final float[] sums;

    Depthwise(Geometry geometry, Tiles tiles) {
      super(geometry, tiles);
      int channels = geometry.out();
      this.product = NativeOp.depthwise3x3(geometry.stride(), geometry.padding());
      this.input = NativeOp.depthwise3x3(1, Padding.SAME);
      this.flipped = floats(3, 3, channels, 1);
      this.zeros = floats(channels);
      this.spread =
          geometry.stride() == 1
              ? floats(1)
              : floats(geometry.pictures(), geometry.side(), geometry.side(), channels);
      this.sums = new float[9 * channels];
    }

    @Override
    void forward(INDArray in, INDArray kernel, INDArray out) {
      product.run(out, in, kernel, zeros);
      lap(StepPart.DEPTHWISE_FORWARD);
    }

    @Override
    boolean addsBias() {
      return true;
    }

    @Override
    void forward(INDArray in, INDArray kernel, INDArray bias, INDArray out) {
      product.run(out, in, kernel, bias);
      lap(StepPart.DEPTHWISE_FORWARD);
    }

    @Override
    void addKernelGradient(INDArray in, INDArray gradient, INDArray into) {
      addMaskedKernelGradient(in, gradient, null, into, new float[geometry.out()]);
    }

    /** In one pass: the gradient is read once for the mask, the bias and the nine taps. */
    @Override
    void addMaskedKernelGradient(
        INDArray in, INDArray gradient, @Nullable INDArray out, INDArray into, float[] bias) {
      FloatBuffer target = Tiles.buffer(into);
      target.duplicate().get(sums);
      tiles
          .depthwiseGradient()
          .add(
              Tiles.buffer(in),
              Tiles.buffer(gradient),
              out == null ? null : Tiles.buffer(out),
              geometry,
              sums,
              bias);
      target.put(sums);
      lap(StepPart.DEPTHWISE_KERNEL);
    }

    /** The convolution of the gradient, zeros put between with stride 2, by the turned kernel. */
    @Override
    void inputGradient(INDArray gradient, INDArray kernel, INDArray into, boolean add) {
      if (add) {
        throw new IllegalStateException("the input of a depthwise convolution has one reader");
      }
      flip(kernel);
      INDArray source = gradient;
      if (geometry.stride() == 2) {
        Planes.spread(Tiles.buffer(gradient), geometry, Tiles.buffer(spread));
        source = spread;
      }
      input.run(into, source, flipped, zeros);
      lap(StepPart.DEPTHWISE_INPUT);
    }

    private void flip(INDArray kernel) {
      int channels = geometry.out();
      Tiles.buffer(kernel).get(sums);
      FloatBuffer target = Tiles.buffer(flipped);
      for (int k = 0; k < 9; k++) {
        target.put((8 - k) * channels, Arrays.copyOfRange(sums, k * channels, (k + 1) * channels));
      }
    }

    @Override
    public void close() {
      product.close();
      input.close();
    }
  }
}
