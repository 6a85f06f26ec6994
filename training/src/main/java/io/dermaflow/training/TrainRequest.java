package io.dermaflow.training;

import io.dermaflow.datasets.DatasetVersion;
import io.dermaflow.ids.Digests;
import io.dermaflow.models.WeightsEntry;
import org.jspecify.annotations.Nullable;

/**
 * A training that somebody wants.
 *
 * @param model name of the model
 * @param dataset the sealed version to learn from
 * @param recipe how
 * @param weights what the network starts from; null for random numbers
 * @param seed decides all that is random
 */
public record TrainRequest(
    String model,
    DatasetVersion dataset,
    Recipe recipe,
    @Nullable WeightsEntry weights,
    long seed) {

  /** The same for the same request: a run that was done is not done again. */
  public String runId() {
    WeightsEntry start = weights;
    return Digests.sha256(
            "run|%s|%s|%s|%s|%d"
                .formatted(
                    model,
                    dataset.digest(),
                    recipe.digest(),
                    start == null ? "" : start.keySha256(),
                    seed))
        .substring(0, 20);
  }
}
