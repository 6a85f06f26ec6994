package io.dermaflow.models.internal.dl4j;

import io.dermaflow.models.Padding;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.OpContext;
import org.nd4j.linalg.factory.Nd4j;

/** An ND4J operation with its context built once: building it costs more than a small operation. */
final class NativeOp implements AutoCloseable {

  private final DynamicCustomOp op;
  private final OpContext context;
  private INDArray lastOut;
  private INDArray[] lastIn = {};

  private NativeOp(String name, long[] integers, double[] reals) {
    op = DynamicCustomOp.builder(name).build();
    context = Nd4j.getExecutioner().buildContext();
    context.setIArguments(integers);
    context.setTArguments(reals);
  }

  /** {@code Z = op(X) op(Y)}, or {@code Z += op(X) op(Y)}. */
  static NativeOp matmul(boolean transposeX, boolean transposeY, boolean add) {
    return new NativeOp(
        "matmul",
        new long[] {transposeX ? 1 : 0, transposeY ? 1 : 0, 0},
        new double[] {1, add ? 1 : 0});
  }

  /** 3x3 depthwise convolution, channel-last. */
  static NativeOp depthwise3x3(int stride, Padding padding) {
    int border = padding == Padding.SYMMETRIC ? 1 : 0;
    int same = padding == Padding.SAME ? 1 : 0;
    return new NativeOp(
        "depthwise_conv2d",
        new long[] {3, 3, stride, stride, border, border, 1, 1, same, 1, 0},
        new double[] {});
  }

  /**
   * Runs the operation. Arrays are handed to the native context only when they are other objects
   * than last time: the context keeps all it was ever given until it is purged.
   */
  void run(INDArray out, INDArray... in) {
    if (out != lastOut || !sameObjects(in)) {
      context.purge();
      context.setInputArrays(in);
      context.setOutputArrays(out);
      lastOut = out;
      lastIn = in.clone();
    }
    Nd4j.exec(op, context);
  }

  private boolean sameObjects(INDArray[] in) {
    if (in.length != lastIn.length) {
      return false;
    }
    for (int i = 0; i < in.length; i++) {
      if (in[i] != lastIn[i]) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void close() {
    try {
      context.close();
    } catch (Exception e) {
      throw new IllegalStateException("an operation context could not be closed", e);
    }
  }
}
