package io.dermaflow.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.dermaflow.models.internal.onnx.OnnxAutoConfiguration;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every {@link PredictorEngine} must do; the reference is the network in training. */
public abstract class PredictorContract {

  protected static final NetworkSpec SPEC =
      new NetworkSpec(0.35, 96, List.of(Head.SEVERITY, Head.SKIN_TYPE, Head.CONDITIONS));

  @TempDir Path folder;

  protected abstract PredictorEngine engine();

  protected abstract NetworkTrainer trainer();

  private static byte[] pictures(int count) {
    byte[] pixels = new byte[count * 96 * 96 * 3];
    SplittableRandom random = new SplittableRandom(11);
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) random.nextInt(256);
    }
    return pixels;
  }

  private Path file(TrainableNetwork network) throws Exception {
    Path file = folder.resolve("model");
    if (engine().kind() == PredictorEngine.Kind.ONNX) {
      new OnnxAutoConfiguration().networkWriter().write(network.inference(), file);
    } else {
      network.save(file);
    }
    return file;
  }

  @Test
  void predictsWhatTheTrainedNetworkPredicts() throws Exception {
    byte[] pixels = pictures(5);
    try (TrainableNetwork network = trainer().create(SPEC, new LearningRate(0.01, 1, 10), 4)) {
      network.fit(TestBatches.of(SPEC, 8, 3));
      HeadOutputs expected = network.predict(pixels, 5);
      try (Predictor predictor = engine().open(SPEC, file(network))) {
        HeadOutputs found = predictor.predict(pixels, 5);
        for (Head head : SPEC.heads()) {
          for (int i = 0; i < 5; i++) {
            for (int k = 0; k < head.size(); k++) {
              assertThat(found.of(head, i)[k]).isCloseTo(expected.of(head, i)[k], within(1e-4f));
            }
          }
        }
      }
    }
  }

  @Test
  void givesTheSameForAPictureAloneAndAmongOthers() throws Exception {
    byte[] pixels = pictures(3);
    try (TrainableNetwork network = trainer().create(SPEC, new LearningRate(0.01, 1, 10), 4);
        Predictor predictor = engine().open(SPEC, file(network))) {
      byte[] second = Arrays.copyOfRange(pixels, 96 * 96 * 3, 2 * 96 * 96 * 3);
      float[] alone = predictor.predict(second, 1).of(Head.SEVERITY, 0);
      float[] among = predictor.predict(pixels, 3).of(Head.SEVERITY, 1);
      for (int k = 0; k < alone.length; k++) {
        assertThat(among[k]).isCloseTo(alone[k], within(1e-6f));
      }
    }
  }

  @Test
  void refusesAFileThatIsNoModel() throws Exception {
    Path file = Files.writeString(folder.resolve("text"), "not a model");
    assertThatThrownBy(() -> engine().open(SPEC, file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("text");
  }
}
