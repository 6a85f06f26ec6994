package io.dermaflow.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dermaflow.ids.Digests;
import io.dermaflow.json.Json;
import io.dermaflow.models.PretrainedWeights.Stated;
import io.dermaflow.models.internal.jdbc.ModelsAutoConfiguration;
import io.dermaflow.models.internal.onnx.OnnxAutoConfiguration;
import io.dermaflow.models.internal.weights.WeightsAutoConfiguration;
import io.dermaflow.testing.InMemoryObjectStorage;
import io.dermaflow.testing.SettableClock;
import io.dermaflow.testing.TestDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WeightsLibraryTest {

  @TempDir Path folder;

  private final InMemoryObjectStorage storage = new InMemoryObjectStorage();
  private final WeightsReader reader = new WeightsAutoConfiguration().weightsReader();
  private WeightsLibrary library;
  private Path file;

  @BeforeEach
  void open() throws IOException {
    WeightsRegistry registry =
        new ModelsAutoConfiguration()
            .weightsRegistry(TestDatabase.with(ModelsAutoConfiguration.SCHEMA).jdbc());
    library =
        new WeightsLibrary(
            reader,
            new OnnxAutoConfiguration().faceEngine(),
            registry,
            storage,
            folder.resolve("cache"),
            new SettableClock());
    file = folder.resolve("Small_0.35.safetensors");
    reader.write(WeightsReaderContract.random(0.35, true), file);
  }

  private WeightsEntry take(String name) throws IOException {
    return library.take(file, name, Stated.NOTHING, "", "here");
  }

  @Test
  void namesWeightsByTheStemOfTheirFile() {
    assertThat(WeightsLibrary.nameOf(file)).isEqualTo("small_0.35");
    assertThat(WeightsLibrary.nameOf(Path.of("a/b_1.0_224_ptq.tflite"))).isEqualTo("b_1.0_224_ptq");
    assertThat(WeightsLibrary.nameOf(Path.of("best.weights.h5"))).isEqualTo("best");
    String faces = WeightsLibrary.nameOf(Path.of("version-RFB-320_simplified.onnx"));
    assertThat(KnownWeights.named(faces)).isPresent();
    assertThat(KnownWeights.named("version-RFB-320_simplified"))
        .isEqualTo(KnownWeights.named(faces));
  }

  @Test
  void givesOutWhatWasTakenIn() throws IOException {
    WeightsEntry entry = take("small");
    assertThat(entry.sha256()).isEqualTo(Digests.sha256(file));
    assertThat(entry.width()).isEqualTo(0.35);
    assertThat(library.require("small")).isEqualTo(entry);
    WeightsReaderContract.assertSame(library.load(entry), WeightsReaderContract.random(0.35, true));
    assertThat(take("small")).isEqualTo(entry);
    assertThat(library.list()).hasSize(1);
  }

  @Test
  void storesNothingOfAFileThatDoesNotFit() throws IOException {
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, java.util.Arrays.copyOf(whole, whole.length / 2));
    assertThatThrownBy(() -> take("small")).hasMessageContaining("nothing was stored");
    Files.write(file, whole);
    assertThatThrownBy(
            () -> library.take(file, "small", Stated.NOTHING, "0".repeat(64), "elsewhere"))
        .hasMessageContaining("0".repeat(64));
    assertThatThrownBy(() -> take("../../etc")).hasMessageContaining("--name");
    assertThat(library.list()).isEmpty();
    try (var objects = storage.list("")) {
      assertThat(objects).isEmpty();
    }
    assertThat(folder.resolve("cache").toFile().list()).isNullOrEmpty();
  }

  @Test
  void tellsBytesThatWereChangedInTheBucket() throws IOException {
    WeightsEntry entry = take("small");
    storage.write(entry.key(), "other".getBytes(StandardCharsets.UTF_8), "text/plain");
    assertThatThrownBy(() -> library.file(entry))
        .hasMessageContaining("SHA-256")
        .hasMessageContaining(entry.keySha256());
  }

  @Test
  void namesWhatIsThereWhenANameIsNot() throws IOException {
    take("small");
    assertThatThrownBy(() -> library.require("smal"))
        .hasMessageContaining("[small]")
        .hasMessageContaining("weights import");
  }

  @Test
  void storesNothingUnderANameThatStandsForOtherWeights() throws IOException {
    take("small");
    Path other = folder.resolve("other.safetensors");
    reader.write(WeightsReaderContract.random(0.5, false), other);
    assertThatThrownBy(() -> library.take(other, "small", Stated.NOTHING, "", "here"))
        .hasMessageContaining("stands for other weights");
    try (var objects = storage.list("")) {
      assertThat(objects).hasSize(1);
    }
  }

  @Test
  void storesAFaceDetectorAsItIs() throws IOException {
    byte[] bytes = new TestFaceModel().says(3, 0.9, 0, 0, 0, 0).bytes();
    Path faces = Files.write(folder.resolve("faces.onnx"), bytes);
    WeightsEntry entry = library.take(faces, "faces", Stated.NOTHING, "", "here");
    String digest = Digests.sha256(bytes);
    assertThat(entry)
        .isEqualTo(
            WeightsEntry.faceDetector(
                "faces",
                digest,
                26_521,
                "models/weights/" + digest + ".onnx",
                "here",
                new SettableClock().instant()));
    assertThat(entry.purpose()).isEqualTo(WeightsPurpose.FACE_DETECTOR);
    assertThat(storage.read(entry.key(), 1 << 20)).isEqualTo(bytes);
    assertThat(library.take(faces, "faces", Stated.NOTHING, digest, "there")).isEqualTo(entry);
    assertThat(library.list()).containsExactly(entry);
  }

  @Test
  void startsNoTrainingFromAFaceDetector() throws IOException {
    Path faces = Files.write(folder.resolve("faces.onnx"), new TestFaceModel().bytes());
    library.take(faces, "faces", Stated.NOTHING, "", "here");
    take("small");
    assertThatThrownBy(() -> library.require("faces"))
        .hasMessageContaining("'faces' are a face detector")
        .hasMessageContaining("one of [small]");
  }

  @Test
  void storesNothingOfAFaceDetectorThatDoesNotFit() throws IOException {
    Path faces = Files.write(folder.resolve("faces.onnx"), new TestFaceModel(17_640).bytes());
    assertThatThrownBy(() -> library.take(faces, "faces", Stated.NOTHING, "", "here"))
        .hasMessageContaining("faces.onnx: 'scores' is FLOAT [1, 17640, 2]")
        .hasMessageContaining("version-rfb-320_simplified");
    Files.write(faces, new TestFaceModel().bytes());
    assertThatThrownBy(
            () -> library.take(faces, "faces", new Stated(Padding.SAME, null, null), "", "here"))
        .hasMessageContaining("leave --padding");
    assertThatThrownBy(
            () -> library.take(faces, "faces", Stated.NOTHING, "0".repeat(64), "elsewhere"))
        .hasMessageContaining("0".repeat(64));
    assertThat(library.list()).isEmpty();
    try (var objects = storage.list("")) {
      assertThat(objects).isEmpty();
    }
  }

  @Test
  void takesEntriesOfBeforeForTrunks() {
    assertThat(Json.read("{\"name\": \"a\", \"kind\": \"tflite\"}", WeightsEntry.class).purpose())
        .isEqualTo(WeightsPurpose.TRUNK);
  }
}
