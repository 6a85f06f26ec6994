package io.dermaflow.models;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Knows all model versions and which one is champion. */
public interface ModelRegistry {

  /** A version that wants to be registered; its number is given by the registry. */
  record Candidate(
      String model,
      ModelVersion.Provenance provenance,
      NetworkSpec spec,
      Preprocessing preprocessing,
      ModelVersion.Artifacts artifacts,
      double parity,
      @Nullable Map<String, Double> temperatures,
      @Nullable Map<String, List<Double>> shifts,
      ModelVersion.@Nullable Int8 int8,
      Map<String, Map<String, HeadMetrics>> metrics,
      Verdict verdict,
      List<String> reasons) {}

  /**
   * A change of the champion.
   *
   * @param version the new champion
   * @param previous the one before, 0 when there was none
   * @param actor who did it
   * @param reason why
   * @param at when
   */
  record AliasChange(
      String model, int version, int previous, String actor, String reason, Instant at) {}

  /**
   * Registers a version; called again with the same run id it returns the first one's row.
   *
   * @throws IllegalArgumentException when the parity is worse than 1e-4
   */
  ModelVersion register(Candidate candidate);

  Optional<ModelVersion> find(String model, int version);

  /** The version that a training run registered. */
  Optional<ModelVersion> findByRun(String runId);

  /** The version that scores, if one was promoted. */
  Optional<ModelVersion> findChampion(String model);

  /** Newest first. */
  List<ModelVersion> list(String model);

  /** All model names. */
  List<String> models();

  /**
   * Makes a version champion; does nothing when it is already.
   *
   * @throws io.dermaflow.errors.DermaflowException when there is no such version, or it was refused
   */
  void promote(String model, int version, String actor, String reason);

  /** Changes of the champion, newest first. */
  List<AliasChange> history(String model);
}
