package io.dermaflow.models.internal.dl4j;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Writes what {@link ModelSerializer} reads. DL4J's own writer compresses numbers that do not
 * compress, which takes longer than an epoch of a small head, and stamps the time into the file;
 * here the same network always gives the same bytes.
 */
final class SavedNetwork {

  private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  private SavedNetwork() {}

  /**
   * Configuration, parameters and, where given, the optimiser's state.
   *
   * @param entry name of the state's entry
   */
  static void write(ComputationGraph graph, String entry, @Nullable INDArray state, Path file)
      throws IOException {
    try (ZipOutputStream zip =
        new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(file), 1 << 16))) {
      zip.setLevel(Deflater.NO_COMPRESSION);
      begin(zip, ModelSerializer.CONFIGURATION_JSON);
      zip.write(graph.getConfiguration().toJson().getBytes(StandardCharsets.UTF_8));
      zip.closeEntry();
      write(zip, ModelSerializer.COEFFICIENTS_BIN, graph.params());
      if (state != null && state.length() > 0) {
        write(zip, entry, state);
      }
    }
  }

  /** The state of an entry, null when there is none. */
  static @Nullable INDArray state(Path file, String entry) throws IOException {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      ZipEntry found = zip.getEntry(entry);
      if (found == null) {
        return null;
      }
      try (InputStream in = zip.getInputStream(found)) {
        return Nd4j.read(new DataInputStream(new BufferedInputStream(in)));
      }
    }
  }

  /** A graph with the first file's configuration and the mean of all files' parameters. */
  static ComputationGraph mean(List<Path> files) throws IOException {
    ComputationGraph graph = ModelSerializer.restoreComputationGraph(files.get(0).toFile(), false);
    double[] sum = new double[(int) graph.numParams()];
    for (Path file : files) {
      float[] values =
          ModelSerializer.restoreComputationGraph(file.toFile(), false)
              .params()
              .dup('c')
              .data()
              .asFloat();
      for (int i = 0; i < sum.length; i++) {
        sum[i] += values[i];
      }
    }
    float[] mean = new float[sum.length];
    for (int i = 0; i < sum.length; i++) {
      mean[i] = (float) (sum[i] / files.size());
    }
    INDArray parameters = graph.params();
    parameters.assign(Nd4j.createFromArray(mean).reshape('c', parameters.shape()));
    return graph;
  }

  private static void write(ZipOutputStream zip, String name, INDArray values) throws IOException {
    begin(zip, name);
    DataOutputStream out = new DataOutputStream(new BufferedOutputStream(zip, 1 << 16));
    Nd4j.write(values, out);
    out.flush();
    zip.closeEntry();
  }

  private static void begin(ZipOutputStream zip, String name) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTimeLocal(NO_TIME);
    zip.putNextEntry(entry);
  }
}
