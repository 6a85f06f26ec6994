package io.dermaflow.models.internal.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.dermaflow.json.Json;
import io.dermaflow.models.Frozen;
import io.dermaflow.models.Padding;
import io.dermaflow.models.PretrainedWeights;
import io.dermaflow.models.PretrainedWeights.Stated;
import io.dermaflow.models.Scaling;
import io.dermaflow.models.TestFaceModel;
import io.dermaflow.models.Trunk;
import io.dermaflow.models.WeightsPurpose;
import io.dermaflow.models.WeightsReader;
import io.dermaflow.models.WeightsReaderContract;
import io.dermaflow.models.internal.onnx.OnnxAutoConfiguration;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class WeightsFilesTest extends WeightsReaderContract {

  @Override
  protected WeightsReader reader() {
    return new WeightsFiles();
  }

  private PretrainedWeights read(Path file) throws IOException {
    return reader().read(file, Stated.NOTHING);
  }

  /** Against what Keras and torchvision said of the same numbers and picture. */
  private static void assertFeatures(PretrainedWeights weights, String library) throws IOException {
    byte[] pixels = new byte[96 * 96 * 3];
    for (int i = 0; i < pixels.length; i++) {
      int row = i / (96 * 3);
      int column = i / 3 % 96;
      pixels[i] = (byte) ((7 * row + 13 * column + 29 * (i % 3)) % 256);
    }
    JsonNode expected;
    try (InputStream in =
        Objects.requireNonNull(
            WeightsFilesTest.class.getResourceAsStream("/weights/reference.json"))) {
      expected = Json.tree(new String(in.readAllBytes(), StandardCharsets.UTF_8)).path(library);
    }
    try (Trunk base =
        new OnnxAutoConfiguration().trunkEngine().open(weights.network(96), Frozen.BASE)) {
      float[] features = base.run(pixels, 1);
      assertThat(features).hasSize(1280);
      for (int i = 0; i < expected.size(); i++) {
        float value = (float) expected.path(i).asDouble();
        assertThat(features[i]).as("feature %d", i).isCloseTo(value, within(1e-4f));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'',false",
    "model_weights,false",
    "model_weights/sequential_1,false",
    "layers,true",
    "layers/functional/layers,true"
  })
  void readsKerasAtAnyDepth(String prefix, boolean counted) throws IOException {
    Path file = folder.resolve("keras.h5");
    FormulaFiles.keras(file, prefix, counted);
    PretrainedWeights weights = read(file);
    assertThat(weights.width()).isEqualTo(0.35);
    assertThat(weights.padding()).isEqualTo(Padding.SAME);
    assertThat(weights.scaling()).isEqualTo(Scaling.SIGNED_UNIT);
    assertThat(weights.epsilon()).isEqualTo(1e-3);
    assertThat(weights.format()).isEqualTo(counted ? "keras3-weights" : "keras-hdf5");
    assertFeatures(weights, "keras");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void readsTorchvisionAndTimm(boolean timm) throws IOException {
    Path file = folder.resolve("torch.safetensors");
    FormulaFiles.safetensors(file, FormulaFiles.torch(timm));
    PretrainedWeights weights = read(file);
    assertThat(weights.format()).isEqualTo(timm ? "safetensors-timm" : "safetensors-torchvision");
    assertThat(weights.padding()).isEqualTo(Padding.SYMMETRIC);
    assertThat(weights.scaling()).isEqualTo(Scaling.IMAGENET);
    assertFeatures(weights, "torchvision");
  }

  @Test
  void tellsAFaceDetectorByItsOutputs() throws IOException {
    Path file = folder.resolve("weights");
    assertThat(reader().purpose(file)).isEqualTo(WeightsPurpose.TRUNK);
    byte[] faces = new TestFaceModel().bytes();
    Files.write(file, faces);
    assertThat(reader().purpose(file)).isEqualTo(WeightsPurpose.FACE_DETECTOR);
    assertThatThrownBy(() -> read(file)).hasMessageContaining("no convolution");
    Files.write(file, java.util.Arrays.copyOf(faces, faces.length / 2));
    assertThat(reader().purpose(file)).isEqualTo(WeightsPurpose.TRUNK);
    FormulaFiles.safetensors(file, FormulaFiles.torch(false));
    assertThat(reader().purpose(file)).isEqualTo(WeightsPurpose.TRUNK);
  }

  @Test
  void namesTheFirstTensorThatDoesNotFit() throws IOException {
    Path file = folder.resolve("torch.safetensors");
    List<Tensor> tensors = FormulaFiles.torch(false);
    tensors.removeIf(t -> t.name().equals("features.9.conv.1.1.running_var"));
    FormulaFiles.safetensors(file, tensors);
    assertThatThrownBy(() -> read(file)).hasMessageContaining("features.9.conv.1.1.running_var");

    List<Tensor> wrong = FormulaFiles.torch(false);
    int at = 5 * 8;
    Tensor old = wrong.get(at);
    wrong.set(
        at,
        new Tensor(
            old.name(),
            new int[] {old.side(0), old.side(1) / 2, 1, 1},
            java.util.Arrays.copyOf(old.values(), old.values().length / 2)));
    FormulaFiles.safetensors(file, wrong);
    assertThatThrownBy(() -> read(file)).hasMessageContaining(old.name());
  }

  @Test
  void refusesNumbersThatAreNone() throws IOException {
    Path file = folder.resolve("torch.safetensors");
    List<Tensor> tensors = FormulaFiles.torch(false);
    tensors.get(7).values()[3] = Float.NaN;
    FormulaFiles.safetensors(file, tensors);
    assertThatThrownBy(() -> read(file))
        .hasMessageContaining(tensors.get(7).name())
        .hasMessageContaining("NaN");
  }

  @Test
  void takesADialectThatIsStated() throws IOException {
    Path file = folder.resolve("torch.safetensors");
    FormulaFiles.safetensors(file, FormulaFiles.torch(true));
    PretrainedWeights weights =
        reader().read(file, new Stated(Padding.SAME, Scaling.SIGNED_UNIT, 1e-3));
    assertThat(weights.padding()).isEqualTo(Padding.SAME);
    assertThat(weights.scaling()).isEqualTo(Scaling.SIGNED_UNIT);
    assertThat(weights.epsilon()).isEqualTo(1e-3);
  }

  @Test
  void refusesAHugeFileUnread() throws IOException {
    Path file = folder.resolve("huge.h5");
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(10L << 30);
    }
    assertThatThrownBy(() -> read(file)).hasMessageContaining("10240 MB");
  }

  @Test
  void refusesACutHdf5File() throws IOException {
    Path file = folder.resolve("keras.h5");
    FormulaFiles.keras(file, "model_weights", false);
    byte[] whole = Files.readAllBytes(file);
    for (int part = 1; part < 8; part++) {
      Files.write(file, java.util.Arrays.copyOf(whole, whole.length * part / 8));
      assertThatThrownBy(() -> read(file)).hasMessageContaining("keras.h5");
    }
    Files.write(file, java.util.Arrays.copyOf(whole, whole.length - 1));
    assertThatThrownBy(() -> read(file)).hasMessageContaining("whole file");
  }

  @Test
  void refusesASafetensorsFileThatEndsInAnArrayNobodyReads() throws IOException {
    Path file = folder.resolve("torch.safetensors");
    List<Tensor> tensors = FormulaFiles.torch(false);
    tensors.add(new Tensor("classifier.9.weight", new int[] {4}, new float[4]));
    FormulaFiles.safetensors(file, tensors);
    assertThat(read(file).width()).isEqualTo(0.35);
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, java.util.Arrays.copyOf(whole, whole.length - 1));
    assertThatThrownBy(() -> read(file)).hasMessageContaining("whole safetensors file");
  }

  @Test
  void refusesAClassifierWithoutAClass() throws IOException {
    Path file = folder.resolve("torch.safetensors");
    List<Tensor> tensors = FormulaFiles.torch(false);
    tensors.add(new Tensor("classifier.1.weight", new int[] {0, 1280}, new float[0]));
    tensors.add(new Tensor("classifier.1.bias", new int[] {0}, new float[0]));
    FormulaFiles.safetensors(file, tensors);
    assertThatThrownBy(() -> read(file)).hasMessageContaining("has no class");
  }

  @Test
  void tellsTwoNetworksInOneFile() {
    Path file = folder.resolve("keras.h5");
    FormulaFiles.keras(file, "model_weights/a/Conv1", false);
    assertThatThrownBy(() -> read(file)).hasMessageContaining("Conv1");
  }

  @Test
  void refusesNumbersThatFoldingMakesInfinite() throws IOException {
    Path file = folder.resolve("torch.safetensors");
    List<Tensor> tensors = FormulaFiles.torch(false);
    Tensor gamma = tensors.get(1);
    gamma.values()[0] = 3e38f;
    tensors.get(4).values()[0] = 0;
    FormulaFiles.safetensors(file, tensors);
    assertThatThrownBy(() -> read(file))
        .isInstanceOf(io.dermaflow.errors.DermaflowException.class)
        .hasMessageContaining(tensors.get(0).name());
  }

  @Test
  void checksOurOwnFormLikeAnyOther() throws IOException {
    Path file = folder.resolve("own.safetensors");
    java.util.Map<String, String> said =
        new java.util.HashMap<>(
            java.util.Map.of(
                "dermaflow_format", "x",
                "width", "0.35",
                "padding", "SAME",
                "scaling", "SIGNED_UNIT",
                "epsilon", "0"));
    Tensor small = new Tensor("stem.kernel", new int[] {1, 1}, new float[] {1});
    for (String width : new String[] {"0.35", "abc", "NaN", "7"}) {
      said.put("width", width);
      Files.write(file, SafetensorsFile.bytes(said, List.of(small)));
      assertThatThrownBy(() -> read(file))
          .as("width %s", width)
          .isInstanceOf(io.dermaflow.errors.DermaflowException.class);
    }
    said.put("width", "0.35");
    said.put("padding", "CIRCULAR");
    Files.write(file, SafetensorsFile.bytes(said, List.of(small)));
    assertThatThrownBy(() -> read(file)).isInstanceOf(io.dermaflow.errors.DermaflowException.class);
  }

  /** Bit flips anywhere end in weights or in a refusal, never in anything else. */
  @Test
  void survivesAnyChangedByte() throws IOException {
    Path file = folder.resolve("keras.h5");
    FormulaFiles.keras(file, "model_weights", false);
    byte[] whole = Files.readAllBytes(file);
    java.util.SplittableRandom random = new java.util.SplittableRandom(6);
    int refused = 0;
    for (int i = 0; i < 60; i++) {
      byte[] changed = whole.clone();
      for (int k = 0; k < 4; k++) {
        changed[random.nextInt(i % 2 == 0 ? 4096 : whole.length)] = (byte) random.nextInt(256);
      }
      Files.write(file, changed);
      try {
        assertThat(read(file).width()).isEqualTo(0.35);
      } catch (io.dermaflow.errors.DermaflowException e) {
        refused++;
      }
    }
    assertThat(refused).isPositive();
  }
}
