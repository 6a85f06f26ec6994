package io.dermaflow.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.dermaflow.models.internal.onnx.OnnxAutoConfiguration;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What every {@link TrunkEngine} must do: a network cut in two says what the whole one says, in
 * every form and at every cut.
 */
public abstract class TrunkContract {

  private static final LearningRate RATE = new LearningRate(0.001, 0, 10);
  private static final int PICTURES = 3;

  @TempDir Path folder;

  protected abstract TrunkEngine trunks();

  protected abstract PredictorEngine engine();

  protected abstract NetworkTrainer trainer();

  static Stream<NetworkSpec> specs() {
    List<Head> heads = List.of(Head.values());
    return Stream.of(
        new NetworkSpec(
            0.35, 96, heads, Normalisation.TRAINED, Padding.SYMMETRIC, Scaling.IMAGENET, 0),
        new NetworkSpec(
            0.35, 96, heads, Normalisation.FOLDED, Padding.SAME, Scaling.SIGNED_UNIT, 24),
        new NetworkSpec(
            0.5, 128, heads, Normalisation.FOLDED, Padding.SYMMETRIC, Scaling.IMAGENET, 0));
  }

  private static double difference(HeadOutputs a, HeadOutputs b, NetworkSpec spec) {
    double largest = 0;
    for (Head head : spec.heads()) {
      for (int i = 0; i < PICTURES; i++) {
        for (int k = 0; k < head.size(); k++) {
          largest = Math.max(largest, Math.abs(a.of(head, i)[k] - b.of(head, i)[k]));
        }
      }
    }
    return largest;
  }

  @ParameterizedTest
  @MethodSource("specs")
  void saysTheSameInBothEngines(NetworkSpec spec) throws Exception {
    TrainingBatch batch = TestBatches.of(spec, PICTURES, 6);
    byte[] pixels = ((TrainingBatch.Pixels) batch.input()).rgb();
    try (TrainableNetwork network = trainer().create(spec, RATE, 3)) {
      network.fit(batch);
      Path onnx = folder.resolve("network.onnx");
      new OnnxAutoConfiguration().networkWriter().write(network.inference(), onnx);
      HeadOutputs whole = network.predict(pixels, PICTURES);
      try (Predictor exported = engine().open(spec, onnx)) {
        assertThat(difference(exported.predict(pixels, PICTURES), whole, spec)).isLessThan(1e-4);
      }
      for (Frozen frozen : Frozen.values()) {
        if (frozen != Frozen.NOTHING) {
          network.begin(frozen, RATE);
          try (Trunk trunk = trunks().open(network.inference(), frozen)) {
            HeadOutputs cut = network.predictTail(trunk.run(pixels, PICTURES), PICTURES);
            assertThat(difference(cut, whole, spec)).as("cut at %s", frozen).isLessThan(1e-4);
          }
        }
      }
    }
  }
}
