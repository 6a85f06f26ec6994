package io.dermaflow.models;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A trained model with everything that made it.
 *
 * @param model name
 * @param version 1, 2, …
 * @param provenance what it was trained from
 * @param spec its network
 * @param preprocessing what happens before the network
 * @param artifacts its files
 * @param parity largest difference between the DL4J and the ONNX output, must be at most 1e-4
 * @param metrics by split ({@code valid}, {@code test}), then by head key
 * @param verdict what the gate said
 * @param reasons why, a sentence each
 * @param createdAt when it was registered
 */
public record ModelVersion(
    String model,
    int version,
    Provenance provenance,
    NetworkSpec spec,
    Preprocessing preprocessing,
    Artifacts artifacts,
    double parity,
    Map<String, Map<String, HeadMetrics>> metrics,
    Verdict verdict,
    List<String> reasons,
    Instant createdAt) {

  /** {@code model@version}. */
  public String id() {
    return model + "@" + version;
  }

  /**
   * @param runId training run; a run registers at most one version
   * @param dataset name of the dataset
   * @param datasetVersion its version
   * @param datasetDigest its digest
   * @param recipe name of the training recipe
   * @param seed seed of the run
   */
  public record Provenance(
      String runId,
      String dataset,
      int datasetVersion,
      String datasetDigest,
      String recipe,
      long seed) {}

  /**
   * Keys in our bucket and SHA-256 of the files.
   *
   * @param onnxKey the scorer's file
   * @param onnxSha256 its digest
   * @param zipKey the DL4J file
   * @param zipSha256 its digest
   */
  public record Artifacts(String onnxKey, String onnxSha256, String zipKey, String zipSha256) {}
}
