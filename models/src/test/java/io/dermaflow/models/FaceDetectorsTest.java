package io.dermaflow.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dermaflow.datasets.pictures.Picture;
import io.dermaflow.ids.Digests;
import io.dermaflow.models.PretrainedWeights.Stated;
import io.dermaflow.models.internal.jdbc.ModelsAutoConfiguration;
import io.dermaflow.models.internal.onnx.OnnxAutoConfiguration;
import io.dermaflow.models.internal.weights.WeightsAutoConfiguration;
import io.dermaflow.testing.InMemoryObjectStorage;
import io.dermaflow.testing.SettableClock;
import io.dermaflow.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FaceDetectorsTest {

  @TempDir Path folder;

  private final InMemoryObjectStorage storage = new InMemoryObjectStorage();
  private final SettableClock clock = new SettableClock();
  private final FaceDetector builtIn = new NoFaces();
  private WeightsLibrary library;
  private FaceDetectors faces;

  /** Finds nobody, and needs no weights. */
  private static final class NoFaces implements FaceDetector {
    @Override
    public String name() {
      return "none-1";
    }

    @Override
    public List<FaceBox> detect(Picture picture) {
      return List.of();
    }
  }

  @BeforeEach
  void open() {
    WeightsRegistry registry =
        new ModelsAutoConfiguration()
            .weightsRegistry(TestDatabase.with(ModelsAutoConfiguration.SCHEMA).jdbc());
    FaceEngine engine = new OnnxAutoConfiguration().faceEngine();
    library =
        new WeightsLibrary(
            new WeightsAutoConfiguration().weightsReader(),
            engine,
            registry,
            storage,
            folder.resolve("cache"),
            clock);
    faces = new FaceDetectors(builtIn, engine, registry, storage);
  }

  @AfterEach
  void close() {
    faces.close();
  }

  /** Takes a detector in; returns its name. */
  private String take(String name, double score) throws IOException {
    return take(name, new TestFaceModel().says(4381, score, 0, 0, 0, 0).bytes());
  }

  private String take(String name, byte[] bytes) throws IOException {
    Path file = Files.write(folder.resolve(name + ".onnx"), bytes);
    library.take(file, name, Stated.NOTHING, "", "here");
    clock.advance(Duration.ofMinutes(1));
    return "rfb-320@" + Digests.sha256(bytes).substring(0, 8);
  }

  @Test
  void prefersTheBuiltInOneUntilWeightsAreTakenIn() throws IOException {
    assertThat(faces.preferred()).isSameAs(builtIn);
    String first = take("z", 0.9);
    assertThat(faces.preferred().name()).isEqualTo(first);
    String second = take("a", 0.8);
    assertThat(faces.preferred().name()).isEqualTo(second).isNotEqualTo(first);
  }

  @Test
  void keepsEveryDetectorThatAModelWasTrainedWith() throws IOException {
    String first = take("z", 0.9);
    String second = take("a", 0.8);
    assertThat(faces.find("none-1")).containsSame(builtIn);
    assertThat(faces.find(first).orElseThrow().name()).isEqualTo(first);
    assertThat(faces.find(second)).containsSame(faces.preferred());
    assertThat(faces.find("rfb-320@00000000")).isEmpty();
    assertThat(faces.find("other" + first.substring(7))).isEmpty();
    assertThat(faces.find("")).isEmpty();
  }

  /** Models that were trained when a detector looked at whole frames are scored that way. */
  @Test
  void opensADetectorAsItLookedWhenAModelWasTrained() throws IOException {
    String earlier = take("z", TestFaceModel.ofPixels(64));
    FaceDetector preferred = faces.preferred();
    assertThat(preferred.name()).isEqualTo(earlier.replace("rfb-320", "rfb-steps"));
    for (String name : List.of(earlier, earlier.replace("rfb-320", "rfb-fit"))) {
      FaceDetector found = faces.require(name, "Model skin@3");
      assertThat(found.name()).isEqualTo(name);
      assertThat(faces.find(name)).containsSame(found);
    }
    assertThat(faces.find(preferred.name())).containsSame(preferred);
    assertThat(faces.find(earlier.replace("rfb-320", "rfb-240"))).isEmpty();
  }

  @Test
  void saysWhichOneIsMissing() throws IOException {
    take("z", 0.9);
    assertThatThrownBy(() -> faces.require("rfb-320@00000000", "Model skin@3"))
        .hasMessageContaining("Model skin@3 needs face detector rfb-320@00000000")
        .hasMessageContaining("none-1, or one of weights [z]");
  }

  @Test
  void opensNoBytesThatWereChangedInTheBucket() throws IOException {
    String name = take("z", 0.9);
    String key = library.list().get(0).key();
    storage.write(key, new TestFaceModel().bytes(), "application/octet-stream");
    assertThatThrownBy(() -> faces.find(name))
        .hasMessageContaining(key)
        .hasMessageContaining(library.list().get(0).keySha256());
    take("z", 0.9);
    assertThat(faces.find(name)).isPresent();
  }
}
