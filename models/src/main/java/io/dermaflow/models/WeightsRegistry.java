package io.dermaflow.models;

import java.util.List;
import java.util.Optional;

/** Knows which pretrained weights were taken in. */
public interface WeightsRegistry {

  /**
   * Adds an entry; the same name and digest again gives the first one's row.
   *
   * @throws io.dermaflow.errors.DermaflowException when the name stands for other weights
   */
  WeightsEntry add(WeightsEntry entry);

  Optional<WeightsEntry> find(String name);

  /** By name. */
  List<WeightsEntry> list();
}
