package io.dermaflow.models.internal.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.dermaflow.models.NetworkSpec;
import io.dermaflow.models.Trunk;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Map;

/** A frozen trunk in ONNX Runtime, with one native thread: callers bring a thread a core. */
final class OnnxTrunk implements Trunk {

  private static final String INPUT = "pixels";
  private static final String OUTPUT = "trunk";

  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession session;
  private final int size;
  private final int length;

  OnnxTrunk(NetworkSpec spec, Path file) {
    this.size = spec.size();
    this.session = OnnxSessions.open(environment, file);
    if (!session.getOutputNames().contains(OUTPUT)) {
      throw new IllegalArgumentException(
          "%s has outputs %s, expected %s".formatted(file, session.getOutputNames(), OUTPUT));
    }
    this.length = run(new byte[size * size * 3], 1).length;
  }

  @Override
  public int length() {
    return length;
  }

  @Override
  public float[] run(byte[] pixels, int count) {
    ByteBuffer direct = ByteBuffer.allocateDirect(Math.toIntExact((long) count * size * size * 3));
    direct.put(pixels, 0, direct.capacity()).rewind();
    try (OnnxTensor input =
            OnnxTensor.createTensor(
                environment, direct, new long[] {count, size, size, 3}, OnnxJavaType.UINT8);
        OrtSession.Result result = session.run(Map.of(INPUT, input))) {
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
