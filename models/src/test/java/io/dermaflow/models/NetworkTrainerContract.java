package io.dermaflow.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every {@link NetworkTrainer} and its {@link TrainableNetwork} must do. */
public abstract class NetworkTrainerContract {

  private static final List<Double> SHIFTS = List.of(0.5, -1.0, 0.0, 0.25, 0.0);
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

  private static final NetworkSpec FOLDED =
      new NetworkSpec(
          0.35,
          96,
          List.of(Head.SEVERITY),
          Normalisation.FOLDED,
          Padding.SYMMETRIC,
          Scaling.IMAGENET,
          0);

  private static float[] said(TrainableNetwork network) {
    byte[] pixels = new byte[96 * 96 * 3];
    new java.util.SplittableRandom(4).nextBytes(pixels);
    return network.predict(pixels, 1).of(Head.SEVERITY, 0);
  }

  @Test
  void startsFromPretrainedConvolutions() {
    PretrainedWeights weights = WeightsReaderContract.random(0.35, true);
    try (TrainableNetwork network = trainer().create(FOLDED, Frozen.NOTHING, RATE, 7, weights)) {
      InferenceNetwork.Affine stem = network.inference().convolution("stem");
      assertThat(stem.kernel()).isEqualTo(weights.convolutions().get("stem").kernel());
      assertThat(network.inference().convolution("block16_project").bias())
          .isEqualTo(weights.convolutions().get("block16_project").bias());
      assertThat(network.inference().scaling()).isEqualTo(Scaling.IMAGENET);
    }
  }

  @Test
  void refusesWeightsOfAnotherNetwork() {
    PretrainedWeights wide = WeightsReaderContract.random(0.5, false);
    assertThatThrownBy(() -> trainer().create(FOLDED, Frozen.NOTHING, RATE, 7, wide))
        .hasMessageContaining("0.5");
    PretrainedWeights right = WeightsReaderContract.random(0.35, false);
    assertThatThrownBy(() -> trainer().create(SPEC, Frozen.NOTHING, RATE, 7, right))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void averagesWhatWasSaved(@TempDir Path folder) throws Exception {
    Path one = folder.resolve("one.zip");
    Path two = folder.resolve("two.zip");
    float[] first;
    float[] second;
    try (TrainableNetwork network = trainer().create(FOLDED, RATE, 7)) {
      network.fit(TestBatches.of(FOLDED, 8, 1));
      network.save(one);
      first = network.inference().outputs().get(0).dense().kernel();
      network.fit(TestBatches.of(FOLDED, 8, 2));
      network.save(two);
      second = network.inference().outputs().get(0).dense().kernel();
    }
    try (TrainableNetwork mean = trainer().average(FOLDED, List.of(one, two))) {
      float[] found = mean.inference().outputs().get(0).dense().kernel();
      for (int i = 0; i < found.length; i++) {
        assertThat(found[i]).isEqualTo((float) (((double) first[i] + second[i]) / 2));
      }
      assertThat(first).isNotEqualTo(second);
    }
  }

  @Test
  void correctsLogitsForGood(@TempDir Path folder) throws Exception {
    Path zip = folder.resolve("calibrated.zip");
    float[] before;
    try (TrainableNetwork network = trainer().create(FOLDED, RATE, 7)) {
      network.fit(TestBatches.of(FOLDED, 8, 1));
      before = said(network);
      network.calibrate(java.util.Map.of(Head.SEVERITY, new LogitCorrection(2, SHIFTS)));
      network.save(zip);
    }
    try (TrainableNetwork network = trainer().restore(FOLDED, zip)) {
      float[] after = said(network);
      // p' is proportional to p to the power of 1 / T, times e to the power of the shift
      double sum = 0;
      for (int k = 0; k < before.length; k++) {
        sum += Math.sqrt(before[k]) * Math.exp(SHIFTS.get(k));
      }
      for (int k = 0; k < after.length; k++) {
        double expected = Math.sqrt(before[k]) * Math.exp(SHIFTS.get(k)) / sum;
        assertThat((double) after[k]).isCloseTo(expected, within(1e-5));
      }
    }
  }
}
