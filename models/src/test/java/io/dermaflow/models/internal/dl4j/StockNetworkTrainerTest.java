package io.dermaflow.models.internal.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.dermaflow.models.Architecture;
import io.dermaflow.models.Frozen;
import io.dermaflow.models.Head;
import io.dermaflow.models.HeadOutputs;
import io.dermaflow.models.InferenceNetwork;
import io.dermaflow.models.LearningRate;
import io.dermaflow.models.NetworkSpec;
import io.dermaflow.models.NetworkTrainer;
import io.dermaflow.models.NetworkTrainerContract;
import io.dermaflow.models.Normalisation;
import io.dermaflow.models.Padding;
import io.dermaflow.models.Scaling;
import io.dermaflow.models.TestBatches;
import io.dermaflow.models.TrainableNetwork;
import io.dermaflow.models.TrainingBatch;
import io.dermaflow.models.Trunk;
import io.dermaflow.models.internal.onnx.OnnxAutoConfiguration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** DL4J's own layers, which a GPU runs, against the engine of ours; here both on the CPU. */
class StockNetworkTrainerTest extends NetworkTrainerContract {

  private static final LearningRate RATE = new LearningRate(1e-3, 0, 10);
  private static final List<Head> HEADS = List.of(Head.values());

  @Override
  protected NetworkTrainer trainer() {
    return new StockNetworkTrainer();
  }

  private static NetworkSpec spec(Normalisation how, Padding padding, Scaling scaling, int hidden) {
    return new NetworkSpec(0.35, 96, HEADS, how, padding, scaling, hidden);
  }

  static Stream<NetworkSpec> specs() {
    return Stream.of(
        spec(Normalisation.TRAINED, Padding.SAME, Scaling.SIGNED_UNIT, 0),
        spec(Normalisation.FOLDED, Padding.SAME, Scaling.SIGNED_UNIT, 16),
        spec(Normalisation.FOLDED, Padding.SYMMETRIC, Scaling.IMAGENET, 0));
  }

  private static double difference(HeadOutputs a, HeadOutputs b, int count) {
    double largest = 0;
    for (Head head : HEADS) {
      for (int i = 0; i < count; i++) {
        for (int k = 0; k < head.size(); k++) {
          largest = Math.max(largest, Math.abs(a.of(head, i)[k] - b.of(head, i)[k]));
        }
      }
    }
    return largest;
  }

  @ParameterizedTest
  @MethodSource("specs")
  void saysAndLearnsWhatOursDoes(NetworkSpec spec) {
    TrainingBatch batch = TestBatches.of(spec, 6, 2);
    byte[] pixels = ((TrainingBatch.Pixels) batch.input()).rgb();
    // One replica: BatchNorm's statistics are those of the whole batch, as DL4J's are.
    try (TrainableNetwork stock = trainer().create(spec, RATE, 4);
        TrainableNetwork ours = new Dl4jNetworkTrainer(1).create(spec, RATE, 4)) {
      assertThat(difference(stock.predict(pixels, 6), ours.predict(pixels, 6), 6)).isLessThan(1e-4);
      assertThat(stock.fit(batch)).isCloseTo(ours.fit(batch), within(1e-3));
      assertThat(stock.steps()).isEqualTo(1);
      float[] theirs = head(stock.inference());
      float[] own = head(ours.inference());
      for (int i = 0; i < own.length; i++) {
        // Adam's first step is the sign of the gradient: where it is next to nothing, both may be.
        assertThat(theirs[i]).isCloseTo(own[i], within(2.1e-3f));
      }
      assertThat(correlation(theirs, own)).isGreaterThan(0.999);
    }
  }

  private static float[] head(InferenceNetwork network) {
    return network.outputs().get(0).dense().kernel();
  }

  private static double correlation(float[] a, float[] b) {
    double ab = 0;
    double aa = 0;
    double bb = 0;
    for (int i = 0; i < a.length; i++) {
      ab += (double) a[i] * b[i];
      aa += (double) a[i] * a[i];
      bb += (double) b[i] * b[i];
    }
    return ab / Math.sqrt(aa * bb);
  }

  @ParameterizedTest
  @EnumSource(Frozen.class)
  void leavesWhatIsFrozenAsItIs(Frozen frozen) {
    NetworkSpec spec = spec(Normalisation.FOLDED, Padding.SAME, Scaling.SIGNED_UNIT, 0);
    TrainingBatch pictures = TestBatches.of(spec, 4, 2);
    byte[] pixels = ((TrainingBatch.Pixels) pictures.input()).rgb();
    try (TrainableNetwork network = trainer().create(spec, frozen, RATE, 4, null)) {
      InferenceNetwork before = network.inference();
      TrainingBatch batch = pictures;
      if (frozen != Frozen.NOTHING) {
        try (Trunk trunk = new OnnxAutoConfiguration().trunkEngine().open(before, frozen)) {
          float[] activations = trunk.run(pixels, 4);
          assertThat(difference(network.predictTail(activations, 4), network.predict(pixels, 4), 4))
              .isLessThan(1e-4);
          batch =
              new TrainingBatch(
                  4,
                  new TrainingBatch.Activations(activations),
                  pictures.labels(),
                  pictures.weights());
        }
      }
      network.fit(batch);
      InferenceNetwork after = network.inference();
      List<Architecture.Convolution> learning =
          Architecture.convolutionsAbove(
              spec.width(), Architecture.cut(spec.width(), spec.size(), frozen));
      for (Architecture.Convolution c : Architecture.convolutions(spec.width())) {
        boolean same =
            java.util.Arrays.equals(
                before.convolution(c.name()).kernel(), after.convolution(c.name()).kernel());
        assertThat(same).as(c.name()).isEqualTo(!learning.contains(c));
      }
      assertThat(head(after)).isNotEqualTo(head(before));
    }
  }
}
