package io.dermaflow.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.dermaflow.datasets.pictures.Picture;
import io.dermaflow.ids.Digests;
import java.util.List;
import org.junit.jupiter.api.Test;

class FramingTest {

  private static final FaceBox FACE = new FaceBox(20, 20, 40, "test");

  /** Skin colour in the upper part, blue below. */
  private static Picture picture(double skin) {
    byte[] rgb = new byte[100 * 100 * 3];
    for (int i = 0; i < 100 * 100; i++) {
      boolean isSkin = i < skin * 100 * 100;
      rgb[i * 3] = (byte) (isSkin ? 200 : 20);
      rgb[i * 3 + 1] = (byte) (isSkin ? 150 : 40);
      rgb[i * 3 + 2] = (byte) (isSkin ? 120 : 200);
    }
    return new Picture(100, 100, rgb);
  }

  @Test
  void cutsTheLargestFaceOut() {
    assertThat(Framing.FACE_OR_SKIN.of(picture(0.3), List.of(FACE))).isEqualTo(FACE);
    assertThat(Framing.FACE_OR_SKIN.of(picture(0.3), List.of())).isNull();
  }

  @Test
  void takesTheWholeFrameThatSkinFills() {
    assertThat(Framing.FACE_OR_SKIN.of(picture(0.45), List.of(FACE))).isNull();
    assertThat(Framing.FACE.of(picture(0.45), List.of(FACE))).isEqualTo(FACE);
  }

  @Test
  void keepsTheDigestOfEarlierDefinitions() {
    Preprocessing before = new Preprocessing(96, 1.2, "haar-2", null, null, "area", "rgb8");
    assertThat(before.framing()).isEqualTo(Framing.FACE);
    assertThat(before.hash())
        .isEqualTo(Digests.sha256("v1|96|1.2|haar-2|area|rgb8").substring(0, 16));
    assertThat(Preprocessing.of(96, "haar-2").hash()).isNotEqualTo(before.hash());
  }
}
