package io.dermaflow.models.internal.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.dermaflow.files.WholeFiles;
import io.dermaflow.models.InferenceNetwork;
import io.dermaflow.models.NetworkWriter;
import io.dermaflow.models.internal.onnx.Int8Arithmetic.Range;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Networks as ONNX files. */
final class OnnxNetworkWriter implements NetworkWriter {

  @Override
  public void write(InferenceNetwork network, Path file) throws IOException {
    WholeFiles.write(file, OnnxExport.single(network));
  }

  @Override
  public void writeInt8(InferenceNetwork network, List<byte[]> pictures, Path file)
      throws IOException {
    Map<String, Range> ranges = measure(network, pictures);
    WholeFiles.write(file, OnnxExport.with(network, new Int8Arithmetic(ranges)));
  }

  /** A value's range is the mean over all pictures of the smallest and the largest level. */
  private static Map<String, Range> measure(InferenceNetwork network, List<byte[]> pictures) {
    List<String> values = OnnxExport.quantised(network);
    double[] low = new double[values.size()];
    double[] high = new double[values.size()];
    long count = 0;
    int length = network.size() * network.size() * 3;
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    OrtSession session = OnnxSessions.open(environment, OnnxExport.ranges(network));
    try {
      for (byte[] batch : pictures) {
        int n = batch.length / length;
        try (OnnxTensor input = OnnxSessions.pixels(environment, network.size(), batch, 0, n);
            OrtSession.Result result = session.run(Map.of(OnnxSessions.INPUT, input))) {
          for (int v = 0; v < low.length; v++) {
            low[v] += sum(result, OnnxExport.extreme(values.get(v), false));
            high[v] += sum(result, OnnxExport.extreme(values.get(v), true));
          }
          count += n;
        }
      }
    } catch (OrtException e) {
      throw new IllegalStateException("ranges could not be measured: " + e.getMessage(), e);
    } finally {
      OnnxSessions.close(session);
    }
    if (count == 0) {
      throw new IllegalArgumentException("no picture to measure ranges with");
    }
    Map<String, Range> ranges = new HashMap<>();
    for (int v = 0; v < low.length; v++) {
      ranges.put(values.get(v), new Range((float) (low[v] / count), (float) (high[v] / count)));
    }
    return ranges;
  }

  private static double sum(OrtSession.Result result, String output) throws OrtException {
    FloatBuffer values = ((OnnxTensor) result.get(output).orElseThrow()).getFloatBuffer();
    double sum = 0;
    while (values.hasRemaining()) {
      sum += values.get();
    }
    return sum;
  }
}
