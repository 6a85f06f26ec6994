package io.dermaflow.training;

import io.dermaflow.datasets.DatasetVersion;
import io.dermaflow.ids.Digests;

/**
 * A training that somebody wants.
 *
 * @param model name of the model
 * @param dataset the sealed version to learn from
 * @param recipe how
 * @param seed decides all that is random
 */
public record TrainRequest(String model, DatasetVersion dataset, Recipe recipe, long seed) {

  /** The same for the same request: a run that was done is not done again. */
  public String runId() {
    return Digests.sha256(
            "run|%s|%s|%s|%d".formatted(model, dataset.digest(), recipe.digest(), seed))
        .substring(0, 20);
  }
}
