package io.dermaflow.models;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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
 * @param temperatures what the heads' logits were divided by, by head key; empty in versions of
 *     before
 * @param shifts what was added to them then, by class or label; empty in versions of before
 * @param int8 what became of the 8-bit file; null in versions of before
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
    @Nullable Map<String, Double> temperatures,
    @Nullable Map<String, List<Double>> shifts,
    @Nullable Int8 int8,
    Map<String, Map<String, HeadMetrics>> metrics,
    Verdict verdict,
    List<String> reasons,
    Instant createdAt) {

  public ModelVersion {
    temperatures = temperatures == null ? Map.of() : temperatures;
    shifts = shifts == null ? Map.of() : shifts;
  }

  /** Whether there is an 8-bit file that its gate let. */
  public boolean hasInt8() {
    return int8 != null && int8.key() != null && int8.sha256() != null;
  }

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
   * @param weights name of what it started from, null for random numbers
   * @param weightsSha256 digest of that file
   */
  public record Provenance(
      String runId,
      String dataset,
      int datasetVersion,
      String datasetDigest,
      String recipe,
      long seed,
      @Nullable String weights,
      @Nullable String weightsSha256) {

    /** From random numbers. */
    public Provenance(
        String runId,
        String dataset,
        int datasetVersion,
        String datasetDigest,
        String recipe,
        long seed) {
      this(runId, dataset, datasetVersion, datasetDigest, recipe, seed, null, null);
    }
  }

  /**
   * The 8-bit file beside the one in single precision, on the validation split.
   *
   * @param accepted whether it may score
   * @param reason the figures, for a person
   * @param heads by head key
   * @param key its file, null where it was refused
   * @param sha256 its digest
   */
  public record Int8(
      boolean accepted,
      String reason,
      Map<String, Agreement> heads,
      @Nullable String key,
      @Nullable String sha256) {}

  /**
   * @param n labelled items
   * @param agreement share of decisions that both files make alike
   * @param accuracyLoss accuracy of single precision minus that of 8 bits
   */
  public record Agreement(int n, double agreement, double accuracyLoss) {}

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
