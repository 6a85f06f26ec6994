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
 * @param detector name of the face detector that cuts the pictures
 * @param weights what the network starts from; null for random numbers
 * @param seed decides all that is random
 */
public record TrainRequest(
    String model,
    DatasetVersion dataset,
    Recipe recipe,
    String detector,
    @Nullable WeightsEntry weights,
    long seed) {

  /** The only one when requests did not name theirs. */
  public static final String FIRST_DETECTOR = "haar-2";

  /** The same for the same request: a run that was done is not done again. */
  public String runId() {
    WeightsEntry start = weights;
    String fields =
        "run|%s|%s|%s|%s|%d"
            .formatted(
                model,
                dataset.digest(),
                recipe.digest(),
                start == null ? "" : start.keySha256(),
                seed);
    // Without the field, so that the ids of earlier runs stay what they were.
    return Digests.sha256(detector.equals(FIRST_DETECTOR) ? fields : fields + "|" + detector)
        .substring(0, 20);
  }
}
