package io.dermaflow.models.internal.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.dermaflow.models.Architecture;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/** Sessions as all of ours are set up: one native thread, which does not spin. */
final class OnnxSessions {

  static final String INPUT = Architecture.INPUT;

  /** Whether the CPU adds 8-bit products without loss; with it the exact way is only slower. */
  private static final boolean VNNI = vnni(Path.of("/proc/cpuinfo"));

  private OnnxSessions() {}

  private static boolean vnni(Path cpuinfo) {
    try {
      String text = Files.readString(cpuinfo);
      return text.contains("avx512_vnni") || text.contains("avx_vnni");
    } catch (IOException e) {
      return false; // another system: the exact way
    }
  }

  static OrtSession open(OrtEnvironment environment, Path file) {
    try {
      return open(environment, Files.readAllBytes(file));
    } catch (IOException | IllegalArgumentException e) {
      throw new IllegalArgumentException(file + " is not a model of ours: " + e.getMessage(), e);
    }
  }

  static OrtSession open(OrtEnvironment environment, byte[] model) {
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      options.addConfigEntry("session.intra_op.allow_spinning", "0");
      if (!VNNI) {
        // Sums of 8-bit products would saturate there: exact, if slower.
        options.addConfigEntry("session.x64quantprecision", "1");
      }
      return environment.createSession(model, options);
    } catch (OrtException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /** Pictures from a picture on, as the input of our networks. */
  static OnnxTensor pixels(OrtEnvironment environment, int size, byte[] pixels, int at, int count)
      throws OrtException {
    ByteBuffer direct = ByteBuffer.allocateDirect(Math.toIntExact((long) count * size * size * 3));
    direct.put(pixels, at, direct.capacity()).rewind();
    return pixels(environment, size, direct, count);
  }

  /** The same of a direct buffer, which must stay as it is until the tensor is closed. */
  static OnnxTensor pixels(OrtEnvironment environment, int size, ByteBuffer pixels, int count)
      throws OrtException {
    return OnnxTensor.createTensor(
        environment, pixels, new long[] {count, size, size, 3}, OnnxJavaType.UINT8);
  }

  static void close(OrtSession session) {
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException("the session could not be closed", e);
    }
  }
}
