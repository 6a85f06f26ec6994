package io.dermaflow.models.internal.dl4j;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
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

  /** Configuration, parameters and, where asked and when there is some, the optimiser's state. */
  static void write(ComputationGraph graph, boolean optimiserState, Path file) throws IOException {
    try (ZipOutputStream zip =
        new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(file), 1 << 16))) {
      zip.setLevel(Deflater.NO_COMPRESSION);
      begin(zip, ModelSerializer.CONFIGURATION_JSON);
      zip.write(graph.getConfiguration().toJson().getBytes(StandardCharsets.UTF_8));
      zip.closeEntry();
      write(zip, ModelSerializer.COEFFICIENTS_BIN, graph.params());
      INDArray state = graph.getUpdater().getStateViewArray();
      if (optimiserState && state != null && state.length() > 0) {
        write(zip, ModelSerializer.UPDATER_BIN, state);
      }
    }
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
