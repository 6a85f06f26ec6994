package io.dermaflow.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dermaflow.ids.Digests;
import io.dermaflow.models.PretrainedWeights.Stated;
import io.dermaflow.models.internal.jdbc.ModelsAutoConfiguration;
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
        new WeightsLibrary(reader, registry, storage, folder.resolve("cache"), new SettableClock());
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
}
