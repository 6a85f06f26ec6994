package io.dermaflow.models.skin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.dermaflow.datasets.pictures.Picture;
import io.dermaflow.datasets.rendered.SelfieSpec;
import io.dermaflow.models.FaceBox;
import io.dermaflow.models.SkinTone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SkinToneReadingTest {

  private static final FaceBox BOX = new FaceBox(10, 10, 80, "test");

  @ParameterizedTest
  @CsvSource({
    "235, 215, 200, fair-warm, 2, 87.21, 4.48, 9.89",
    "224, 172, 140, light-neutral, 5, 74.35, 14.81, 23.80",
    "200, 160, 110, medium-warm, 5, 68.42, 8.31, 31.63",
    "180, 140, 110, tan-warm, 6, 61.29, 11.06, 21.84",
    "150, 100, 75, deep-neutral, 7, 47.11, 17.23, 22.36",
    "70, 48, 36, deep-neutral, 9, 22.10, 8.25, 11.65"
  })
  void readsOneColour(
      int red, int green, int blue, String value, int monk, double l, double a, double b) {
    SkinToneReading reading = SkinToneReading.of(Faces.filled(red, green, blue), BOX, null);
    assertThat(reading.value()).isEqualTo(value);
    assertThat(reading.depth() + "-" + reading.undertone()).isEqualTo(value);
    assertThat(reading.findMonk()).hasValue(monk);
    assertThat(reading.colour().l()).isCloseTo(l, within(0.01));
    assertThat(reading.colour().a()).isCloseTo(a, within(0.01));
    assertThat(reading.colour().b()).isCloseTo(b, within(0.01));
  }

  /** The bounds are written twice: this is what holds them together. */
  @Test
  void agreesWithSkinToneOnEveryColourOfSkin() {
    int compared = 0;
    for (int red = 60; red <= 240; red += 20) {
      for (int green = red / 2; green < red; green += 11) {
        for (int blue = green / 2; blue < green; blue += 13) {
          Picture picture = Faces.filled(red, green, blue);
          assertThat(SkinToneReading.of(Lab.of(red, green, blue)).value())
              .as("%d %d %d", red, green, blue)
              .isEqualTo(SkinTone.of(picture, BOX));
          compared++;
        }
      }
    }
    assertThat(compared).isGreaterThan(200);
  }

  @Test
  void readsDarkerTonesAsDarkerOnes() {
    Faces faces = new Faces();
    double before = 90;
    for (int tone = 1; tone <= 10; tone++) {
      SelfieSpec spec = Faces.spec(40 + tone, tone, Faces.CALM);
      Picture picture = faces.render(spec);
      SkinToneReading reading = SkinToneReading.of(picture, Faces.box(spec, picture), null);
      assertThat(reading.isKnown()).as("tone %d", tone).isTrue();
      assertThat(reading.colour().ita()).as("tone %d", tone).isLessThan(before + 2);
      before = reading.colour().ita();
      if (tone <= 3) {
        assertThat(reading.depth()).isEqualTo("fair");
      } else if (tone >= 7) {
        assertThat(reading.depth()).isEqualTo("deep");
      }
    }
  }

  @Test
  void readsTheSameFromASmallAndALargePicture() {
    SelfieSpec spec = Faces.spec(7, 5, Faces.CALM);
    Picture small = new Faces(192).render(spec);
    Picture large = new Faces(768).render(spec);
    Lab first = SkinToneReading.of(small, Faces.box(spec, small), null).colour();
    Lab second = SkinToneReading.of(large, Faces.box(spec, large), null).colour();
    assertThat(first.difference(second)).isLessThan(1.5);
  }

  @Test
  void saysUnknownInExtremeLightAndWithoutSkin() {
    assertThat(SkinToneReading.of(Faces.filled(8, 6, 5), BOX, null))
        .isEqualTo(SkinToneReading.UNKNOWN);
    assertThat(SkinToneReading.of(Faces.filled(255, 254, 252), BOX, null).isKnown()).isFalse();
    FaceBox beside = new FaceBox(500, 500, 80, "test");
    SkinToneReading none = SkinToneReading.of(Faces.filled(200, 150, 120), beside, null);
    assertThat(none.value()).isEqualTo("unknown");
    assertThat(none.depth()).isEqualTo("unknown");
    assertThat(none.undertone()).isEqualTo("unknown");
    assertThat(none.findMonk()).isEmpty();
  }

  @Test
  void saysUnknownWhenHalfTheFaceIsInTheShade() {
    Picture picture = Faces.filled(200, 150, 120);
    for (int y = 0; y < 100; y++) {
      for (int x = 50; x < 100; x++) {
        for (int c = 0; c < 3; c++) {
          int at = (y * 100 + x) * 3 + c;
          picture.rgb()[at] = (byte) ((picture.rgb()[at] & 0xFF) / 2);
        }
      }
    }
    assertThat(SkinToneReading.of(picture, BOX, null)).isEqualTo(SkinToneReading.UNKNOWN);
  }
}
