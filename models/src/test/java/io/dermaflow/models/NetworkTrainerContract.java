package io.dermaflow.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every {@link NetworkTrainer} and its {@link TrainableNetwork} must do. */
public abstract class NetworkTrainerContract {

  private static final LearningRate RATE = new LearningRate(0.01, 2, 40);
  private static final NetworkSpec SPEC =
      new NetworkSpec(0.35, 96, List.of(Head.SEVERITY, Head.SKIN_TYPE, Head.CONDITIONS));

  protected abstract NetworkTrainer trainer();

  @Test
  void goesOnFromASavedNetworkToTheIdenticalParameters(@TempDir Path folder) throws Exception {
    Path zip = folder.resolve("half.zip");
    float[] straight;
    try (TrainableNetwork network = trainer().create(SPEC, RATE, 7)) {
      for (int step = 0; step < 4; step++) {
        network.fit(TestBatches.of(SPEC, 8, step));
        if (step == 1) {
          network.save(zip);
        }
      }
      straight = network.predict(new byte[96 * 96 * 3], 1).of(Head.SEVERITY, 0);
    }
    try (TrainableNetwork network = trainer().restore(SPEC, zip)) {
      assertThat(network.steps()).isEqualTo(2);
      for (int step = 2; step < 4; step++) {
        network.fit(TestBatches.of(SPEC, 8, step));
      }
      assertThat(network.predict(new byte[96 * 96 * 3], 1).of(Head.SEVERITY, 0))
          .isEqualTo(straight);
    }
  }

  @Test
  void learnsABatchByHeart() {
    TrainingBatch batch = TestBatches.of(SPEC, 8, 1);
    try (TrainableNetwork network = trainer().create(SPEC, RATE, 7)) {
      double first = network.fit(batch);
      double last = first;
      for (int step = 0; step < 30; step++) {
        last = network.fit(batch);
      }
      assertThat(last).isLessThan(first / 3);
    }
  }

  @Test
  void learnsNothingFromAMissingLabel() {
    TrainingBatch labelled = TestBatches.of(SPEC, 8, 1);
    labelled.weights().forEach((head, weights) -> Arrays.fill(weights, 0));
    try (TrainableNetwork network = trainer().create(SPEC, RATE, 7)) {
      assertThat(network.fit(labelled)).isZero();
    }
  }
}
