package io.dermaflow.models.internal.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.dermaflow.models.Head;
import io.dermaflow.models.HeadOutputs;
import io.dermaflow.models.NetworkSpec;
import io.dermaflow.models.Predictor;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;

/** One shared session with one native thread: callers bring a thread a core. */
final class OnnxPredictor implements Predictor {

  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession session;
  private final NetworkSpec spec;

  OnnxPredictor(NetworkSpec spec, Path file) {
    this.spec = spec;
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

  @Override
  public HeadOutputs predict(byte[] pixels, int count) {
    try (OnnxTensor input = OnnxSessions.pixels(environment, spec.size(), pixels, 0, count);
        OrtSession.Result result = session.run(Map.of(OnnxSessions.INPUT, input))) {
      Map<Head, float[]> byHead = new EnumMap<>(Head.class);
      for (Head head : spec.heads()) {
        OnnxTensor output = (OnnxTensor) result.get(head.key()).orElseThrow();
        FloatBuffer values = output.getFloatBuffer();
        float[] floats = new float[values.remaining()];
        values.get(floats);
        byHead.put(head, floats);
      }
      return new HeadOutputs(count, byHead);
    } catch (OrtException e) {
      throw new IllegalStateException("inference failed: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    OnnxSessions.close(session);
  }
}
