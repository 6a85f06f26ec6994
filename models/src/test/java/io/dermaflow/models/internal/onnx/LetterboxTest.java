package io.dermaflow.models.internal.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.dermaflow.datasets.pictures.Picture;
import java.util.function.IntBinaryOperator;
import org.junit.jupiter.api.Test;

class LetterboxTest {

  private static final int PLANE = 320 * 240;

  /** Red of a formula, green 127, blue 255. */
  private static Picture picture(int width, int height, IntBinaryOperator red) {
    byte[] rgb = new byte[width * height * 3];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int at = (y * width + x) * 3;
        rgb[at] = (byte) red.applyAsInt(x, y);
        rgb[at + 1] = 127;
        rgb[at + 2] = (byte) 255;
      }
    }
    return new Picture(width, height, rgb);
  }

  @Test
  void takesTheMeanOfEachColourInAPlaneOfItsOwn() {
    Picture blocks = picture(640, 480, (x, y) -> 64 * (y % 2 * 2 + x % 2)); // 0 64 128 192
    float[] planes = new Letterbox(blocks, 240, 1, false).planes();
    assertThat(planes).hasSize(3 * PLANE);
    for (int i : new int[] {0, 12_345, PLANE - 1}) {
      assertThat(planes[i]).isEqualTo((96 - 127) / 128f);
      assertThat(planes[PLANE + i]).isEqualTo(0);
      assertThat(planes[2 * PLANE + i]).isEqualTo(1);
    }
  }

  @Test
  void putsTheBordersGreyWhereThePictureIsNot() {
    float[] planes = new Letterbox(picture(300, 600, (x, y) -> 255), 240, 1, false).planes();
    int row = 17 * 320;
    assertThat(planes[row + 99]).isEqualTo(0);
    assertThat(planes[row + 100]).isCloseTo(1, within(1e-5f));
    assertThat(planes[row + 219]).isCloseTo(1, within(1e-5f));
    assertThat(planes[row + 220]).isEqualTo(0);
    float[] bordered = new Letterbox(picture(640, 480, (x, y) -> 255), 240, 1.6, false).planes();
    assertThat(bordered[44 * 320 + 160]).isEqualTo(0);
    assertThat(bordered[45 * 320 + 59]).isEqualTo(0);
    assertThat(bordered[45 * 320 + 60]).isEqualTo(1);
    assertThat(bordered[194 * 320 + 259]).isEqualTo(1);
    assertThat(bordered[195 * 320 + 259]).isEqualTo(0);
  }

  @Test
  void readsAFewPixelsOfMany() {
    float[] planes =
        new Letterbox(picture(3200, 2400, (x, y) -> x / 10 % 256), 240, 1, false).planes();
    assertThat(planes[5 * 320 + 200]).isEqualTo((200 - 127) / 128f);
    assertThat(planes[239 * 320 + 319]).isEqualTo((319 - 256 - 127) / 128f);
  }

  @Test
  void goesEvenlyBetweenPixelsOfASmallPicture() {
    float[] planes = new Letterbox(picture(2, 1, (x, y) -> 255 * x), 240, 1, false).planes();
    int row = 40 * 320;
    assertThat(planes[row]).isEqualTo(-127 / 128f);
    assertThat(planes[row + 160]).isCloseTo((255 * 0.503125f - 127) / 128, within(1e-5f));
    assertThat(planes[row + 319]).isCloseTo(1, within(1e-5f));
    assertThat(planes[row - 1]).isEqualTo(0);
  }

  @Test
  void isAsNarrowAsThePictureWhereItMayBe() {
    Letterbox portrait = new Letterbox(picture(300, 400, (x, y) -> 255), 240, 1, true);
    assertThat(portrait.frameWidth).isEqualTo(184); // 180, and a multiple of 8
    float[] planes = portrait.planes();
    assertThat(planes).hasSize(3 * 240 * 184);
    assertThat(planes[1]).isEqualTo(0);
    assertThat(planes[2]).isCloseTo(1, within(1e-5f));
    assertThat(planes[181]).isCloseTo(1, within(1e-5f));
    assertThat(planes[182]).isEqualTo(0);
    assertThat(portrait.x(2 / 184.0)).isCloseTo(0, within(1e-9));
    assertThat(portrait.x(182 / 184.0)).isCloseTo(300, within(1e-9));
    Letterbox bordered = new Letterbox(picture(400, 400, (x, y) -> 255), 240, 1.6, true);
    assertThat(bordered.frameWidth).isEqualTo(240);
    assertThat(bordered.x(45 / 240.0)).isCloseTo(0, within(1e-9));
    assertThat(new Letterbox(picture(400, 200, (x, y) -> 0), 240, 1, true).frameWidth)
        .isEqualTo(320);
    assertThat(new Letterbox(picture(20, 2000, (x, y) -> 0), 240, 1, true).frameWidth)
        .isEqualTo(64);
  }

  @Test
  void isAsHighAsItIsTold() {
    Letterbox square = new Letterbox(picture(400, 400, (x, y) -> 255), 128, 1, true);
    assertThat(square.frameWidth).isEqualTo(128);
    assertThat(square.frameHeight).isEqualTo(128);
    assertThat(square.planes()).hasSize(3 * 128 * 128).startsWith(1, 1);
    assertThat(square.x(0.5)).isCloseTo(200, within(1e-9));
    Letterbox wide = new Letterbox(picture(400, 200, (x, y) -> 0), 128, 1, true);
    assertThat(wide.frameWidth).isEqualTo(168); // 4:3 is 170.7, and a multiple of 8
    assertThat(wide.y(22 / 128.0)).isCloseTo(0, within(1e-9));
    assertThat(wide.y(106 / 128.0)).isCloseTo(200, within(1e-9));
  }

  @Test
  void mapsSharesOfTheFrameToPixels() {
    Letterbox portrait = new Letterbox(picture(300, 600, (x, y) -> 0), 240, 1, false);
    assertThat(portrait.x(100 / 320.0)).isCloseTo(0, within(1e-9));
    assertThat(portrait.x(220 / 320.0)).isCloseTo(300, within(1e-9));
    assertThat(portrait.y(0.25)).isCloseTo(150, within(1e-9));
    Letterbox odd =
        new Letterbox(picture(1001, 700, (x, y) -> 0), 240, 1, false); // 320 x 224 pixels
    assertThat(odd.x(1)).isCloseTo(1001, within(1e-9));
    assertThat(odd.y(8 / 240.0)).isCloseTo(0, within(1e-9));
    assertThat(odd.y(232 / 240.0)).isCloseTo(700, within(1e-9));
  }
}
