package io.dermaflow.models.internal.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.dermaflow.models.Frozen;
import io.dermaflow.models.InferenceNetwork;
import io.dermaflow.models.Trunk;
import java.nio.FloatBuffer;
import java.util.Map;

/** A frozen trunk in ONNX Runtime, with one native thread: callers bring a thread a core. */
final class OnnxTrunk implements Trunk {

  private static final String OUTPUT = OnnxExport.TRUNK;
  private static final int AT_ONCE = 8;

  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession session;
  private final int size;
  private final int length;

  OnnxTrunk(InferenceNetwork network, Frozen frozen) {
    this.size = network.size();
    this.session = OnnxSessions.open(environment, OnnxExport.trunk(network, frozen));
    try {
      this.length = chunk(new byte[size * size * 3], 0, 1).length;
    } catch (RuntimeException e) {
      OnnxSessions.close(session);
      throw e;
    }
  }

  @Override
  public int length() {
    return length;
  }

  /** A few pictures at a time: the first activations of a whole batch would take gigabytes. */
  @Override
  public float[] run(byte[] pixels, int count) {
    int picture = size * size * 3;
    float[] all = new float[count * length];
    for (int from = 0; from < count; from += AT_ONCE) {
      int n = Math.min(AT_ONCE, count - from);
      float[] some = chunk(pixels, from * picture, n);
      System.arraycopy(some, 0, all, from * length, some.length);
    }
    return all;
  }

  private float[] chunk(byte[] pixels, int at, int count) {
    try (OnnxTensor input = OnnxSessions.pixels(environment, size, pixels, at, count);
        OrtSession.Result result = session.run(Map.of(OnnxSessions.INPUT, input))) {
      FloatBuffer values = ((OnnxTensor) result.get(OUTPUT).orElseThrow()).getFloatBuffer();
      float[] floats = new float[values.remaining()];
      values.get(floats);
      return floats;
    } catch (OrtException e) {
      throw new IllegalStateException("inference failed: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    OnnxSessions.close(session);
  }
}
