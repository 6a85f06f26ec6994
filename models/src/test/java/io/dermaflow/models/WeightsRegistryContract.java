package io.dermaflow.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What every {@link WeightsRegistry} must do. */
public abstract class WeightsRegistryContract {

  private static final Instant NOON = Instant.parse("2026-02-03T12:00:00Z");

  protected abstract WeightsRegistry emptyRegistry();

  private static WeightsEntry entry(String name, String digest, Instant at) {
    return new WeightsEntry(
        name,
        "tflite",
        WeightsPurpose.TRUNK,
        "file-" + digest,
        3_489_097,
        1.0,
        Padding.SAME,
        Scaling.SIGNED_UNIT,
        0,
        1001,
        "models/weights/" + digest,
        digest,
        "a.tflite",
        at);
  }

  @Test
  void keepsWhatWasAdded() {
    WeightsRegistry registry = emptyRegistry();
    assertThat(registry.find("a")).isEmpty();
    WeightsEntry added = registry.add(entry("b", "one", NOON));
    registry.add(entry("a", "two", NOON));
    assertThat(registry.find("b")).contains(added).contains(entry("b", "one", NOON));
    assertThat(registry.list()).extracting(WeightsEntry::name).containsExactly("a", "b");
  }

  @Test
  void keepsAFaceDetector() {
    WeightsRegistry registry = emptyRegistry();
    WeightsEntry faces = WeightsEntry.faceDetector("f", "one", 273_888, "k", "f.onnx", NOON);
    registry.add(faces);
    assertThat(registry.find("f")).contains(faces);
    assertThat(registry.list()).containsExactly(faces);
  }

  @Test
  void addsTheSameOnlyOnce() {
    WeightsRegistry registry = emptyRegistry();
    registry.add(entry("a", "one", NOON));
    WeightsEntry again = registry.add(entry("a", "one", NOON.plusSeconds(60)));
    assertThat(again.importedAt()).isEqualTo(NOON);
    assertThat(registry.list()).hasSize(1);
  }

  @Test
  void neverReplacesWhatANameStandsFor() {
    WeightsRegistry registry = emptyRegistry();
    registry.add(entry("a", "one", NOON));
    assertThatThrownBy(() -> registry.add(entry("a", "two", NOON)))
        .hasMessageContaining("'a' stands for other weights")
        .hasMessageContaining("--name");
    assertThat(registry.find("a").orElseThrow().keySha256()).isEqualTo("one");
  }
}
