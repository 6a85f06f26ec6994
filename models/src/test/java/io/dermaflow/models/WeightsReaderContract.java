package io.dermaflow.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dermaflow.errors.DermaflowException;
import io.dermaflow.models.InferenceNetwork.Affine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link WeightsReader} must do. */
public abstract class WeightsReaderContract {

  @TempDir protected Path folder;

  protected abstract WeightsReader reader();

  /** Random numbers of the right shapes. */
  protected static PretrainedWeights random(double width, boolean classifier) {
    SplittableRandom random = new SplittableRandom(3);
    Map<String, Affine> convolutions = new HashMap<>();
    int in = 3;
    for (Architecture.Convolution c : Architecture.convolutions(width)) {
      int kernel = c.kernelRows(in) * c.channels();
      convolutions.put(c.name(), affine(random, kernel, c.channels()));
      in = c.channels();
    }
    return new PretrainedWeights(
        width,
        "made-up",
        Padding.SYMMETRIC,
        Scaling.IMAGENET,
        1e-5,
        convolutions,
        classifier ? affine(random, in * 12, 12) : null);
  }

  private static Affine affine(SplittableRandom random, int kernel, int bias) {
    float[] values = new float[kernel];
    for (int i = 0; i < kernel; i++) {
      values[i] = (float) random.nextDouble(-1, 1);
    }
    float[] biases = new float[bias];
    for (int i = 0; i < bias; i++) {
      biases[i] = (float) random.nextDouble(-1, 1);
    }
    return new Affine(values, biases);
  }

  protected static void assertSame(PretrainedWeights found, PretrainedWeights expected) {
    assertThat(found.width()).isEqualTo(expected.width());
    assertThat(found.padding()).isEqualTo(expected.padding());
    assertThat(found.scaling()).isEqualTo(expected.scaling());
    assertThat(found.epsilon()).isEqualTo(expected.epsilon());
    assertThat(found.classes()).isEqualTo(expected.classes());
    expected
        .convolutions()
        .forEach(
            (name, numbers) -> {
              Affine same = found.convolutions().get(name);
              assertThat(same).as(name).isNotNull();
              assertThat(java.util.Arrays.equals(same.kernel(), numbers.kernel()))
                  .as(name)
                  .isTrue();
              assertThat(java.util.Arrays.equals(same.bias(), numbers.bias())).as(name).isTrue();
            });
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.35, 0.5, 1.3})
  void readsWhatItWroteToTheLastBit(double width) throws IOException {
    PretrainedWeights weights = random(width, true);
    Path file = folder.resolve("own");
    reader().write(weights, file);
    assertSame(reader().read(file, PretrainedWeights.Stated.NOTHING), weights);
    Path again = folder.resolve("again");
    reader().write(weights, again);
    assertThat(Files.readAllBytes(again)).isEqualTo(Files.readAllBytes(file));
  }

  @Test
  void refusesAFileThatWasCutAnywhere() throws IOException {
    Path file = folder.resolve("own");
    reader().write(random(0.35, false), file);
    byte[] whole = Files.readAllBytes(file);
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < 40; i++) {
      int length = i == 0 ? whole.length - 1 : random.nextInt(whole.length);
      Files.write(file, java.util.Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> reader().read(file, PretrainedWeights.Stated.NOTHING))
          .as("%d of %d bytes", length, whole.length)
          .isInstanceOf(DermaflowException.class)
          .hasMessageContaining("own");
    }
  }

  @Test
  void refusesWhatIsNoWeightsFile() throws IOException {
    Path file = folder.resolve("weights.h5");
    for (byte[] bytes :
        new byte[][] {
          new byte[0],
          "{\"a\": 1}".repeat(40).getBytes(StandardCharsets.UTF_8),
          "<html>not found</html>".repeat(40).getBytes(StandardCharsets.UTF_8),
          new byte[5000]
        }) {
      Files.write(file, bytes);
      assertThatThrownBy(() -> reader().read(file, PretrainedWeights.Stated.NOTHING))
          .isInstanceOf(DermaflowException.class);
    }
    assertThatThrownBy(
            () -> reader().read(folder.resolve("missing"), PretrainedWeights.Stated.NOTHING))
        .hasMessageContaining("There is no file");
  }

  @Test
  void neverOpensAPickle() throws IOException {
    Path file = folder.resolve("model.safetensors");
    Files.write(
        file,
        new byte[] {
          (byte) 0x80, 2, 'c', 'o', 's', '\n', 's', 'y', 's', 't', 'e', 'm', '\n', 'q', 0, '.', 0, 0
        });
    assertThatThrownBy(() -> reader().read(file, PretrainedWeights.Stated.NOTHING))
        .hasMessageContaining("pickle")
        .hasMessageContaining("safetensors.torch.save_file");
    Files.write(file, new byte[] {'P', 'K', 3, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0});
    assertThatThrownBy(() -> reader().read(file, PretrainedWeights.Stated.NOTHING))
        .hasMessageContaining(".pth");
  }
}
