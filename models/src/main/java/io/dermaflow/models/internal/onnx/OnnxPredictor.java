package io.dermaflow.models.internal.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.dermaflow.models.Head;
import io.dermaflow.models.HeadOutputs;
import io.dermaflow.models.NetworkSpec;
import io.dermaflow.models.Predictor;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;

/** One shared session with one native thread: callers bring a thread a core. */
final class OnnxPredictor implements Predictor {

  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession session;
  private final NetworkSpec spec;
  private final int atOnce;

  /** What each thread's pictures are written to. */
  private final ThreadLocal<ByteBuffer> inputs;

  /**
   * @param atOnce pictures that one call of the network is given at most: activations of many in
   *     single precision are larger than a core's cache
   */
  OnnxPredictor(NetworkSpec spec, Path file, int atOnce) {
    this.spec = spec;
    this.atOnce = atOnce;
    int bytes = Math.toIntExact((long) atOnce * picture());
    this.inputs = ThreadLocal.withInitial(() -> ByteBuffer.allocateDirect(bytes));
    this.session = OnnxSessions.open(environment, file);
    for (Head head : spec.heads()) {
      if (!session.getOutputNames().contains(head.key())) {
        String found = session.getOutputNames().toString();
        OnnxSessions.close(session);
        throw new IllegalArgumentException(
            "%s has outputs %s, expected %s among them".formatted(file, found, head.key()));
      }
    }
  }

  @Override
  public NetworkSpec spec() {
    return spec;
  }

  private int picture() {
    return spec.size() * spec.size() * 3;
  }

  @Override
  public HeadOutputs predict(byte[] pixels, int count) {
    Map<Head, float[]> byHead = new EnumMap<>(Head.class);
    for (Head head : spec.heads()) {
      byHead.put(head, new float[count * head.size()]);
    }
    try {
      for (int from = 0; from < count; from += atOnce) {
        predict(pixels, from, Math.min(atOnce, count - from), byHead);
      }
    } catch (OrtException e) {
      throw new IllegalStateException("inference failed: " + e.getMessage(), e);
    }
    return new HeadOutputs(count, byHead);
  }

  private void predict(byte[] pixels, int from, int count, Map<Head, float[]> into)
      throws OrtException {
    ByteBuffer buffer = inputs.get();
    buffer.clear();
    buffer.put(pixels, from * picture(), count * picture()).flip();
    try (OnnxTensor input = OnnxSessions.pixels(environment, spec.size(), buffer, count);
        OrtSession.Result result = session.run(Map.of(OnnxSessions.INPUT, input))) {
      for (Map.Entry<Head, float[]> head : into.entrySet()) {
        OnnxTensor output = (OnnxTensor) result.get(head.getKey().key()).orElseThrow();
        int size = head.getKey().size();
        output.getFloatBuffer().get(head.getValue(), from * size, count * size);
      }
    }
  }

  @Override
  public void close() {
    OnnxSessions.close(session);
  }
}
