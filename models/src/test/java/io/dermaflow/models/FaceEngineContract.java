package io.dermaflow.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dermaflow.datasets.pictures.Picture;
import io.dermaflow.ids.Digests;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What holds for every engine of face detectors. */
public abstract class FaceEngineContract {

  protected abstract FaceEngine engine();

  /** A whole file of a detector. */
  protected abstract byte[] model();

  private static Picture grey() {
    byte[] rgb = new byte[300 * 200 * 3];
    Arrays.fill(rgb, (byte) 127);
    return new Picture(300, 200, rgb);
  }

  @Test
  void namesADetectorByItsFile() {
    byte[] model = model();
    try (FaceEngine.Opened one = engine().open(model);
        FaceEngine.Opened other = engine().open(model)) {
      assertThat(one.name())
          .endsWith("@" + Digests.sha256(model).substring(0, 8))
          .isEqualTo(other.name());
      assertThat(one.parameters()).isPositive().isEqualTo(other.parameters());
      assertThat(one.detect(grey())).isEqualTo(other.detect(grey()));
    }
  }

  @Test
  void opensTheDetectorOfAName() {
    byte[] model = model();
    try (FaceEngine.Opened best = engine().open(model);
        FaceEngine.Opened named = engine().open(model, best.name()).orElseThrow()) {
      assertThat(named.name()).isEqualTo(best.name());
      assertThat(named.detect(grey())).isEqualTo(best.detect(grey()));
      assertThat(engine().open(model, "somebody-else@" + best.name().split("@", 2)[1])).isEmpty();
      assertThat(engine().open(model, best.name().split("@", 2)[0] + "@00000000")).isEmpty();
    }
  }

  @Test
  void refusesWhatIsNoDetector() {
    byte[] text = "no model at all".getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> engine().open(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
