package io.dermaflow.models.skin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabTest {

  @Test
  void convertsTheCornersOfSrgb() {
    Lab white = Lab.of(255, 255, 255);
    assertThat(white.l()).isCloseTo(100, within(1e-6));
    assertThat(white.chroma()).isLessThan(0.02);
    assertThat(Lab.of(0, 0, 0)).isEqualTo(new Lab(0, 0, 0));
    Lab red = Lab.of(255, 0, 0);
    assertThat(red.l()).isCloseTo(53.24, within(0.02));
    assertThat(red.a()).isCloseTo(80.09, within(0.03));
    assertThat(red.b()).isCloseTo(67.20, within(0.03));
  }

  /** From the test data that is published with the formula. */
  @ParameterizedTest
  @CsvSource({
    "50, 2.6772, -79.7751, 50, 0, -82.7485, 2.0425",
    "50, -1, 2, 50, 0, 0, 2.3669",
    "50, 2.5, 0, 50, 0, -2.5, 4.3065",
    "50, 2.5, 0, 73, 25, -18, 27.1492",
    "60.2574, -34.0099, 36.2677, 60.4626, -34.1751, 39.4387, 1.2644",
    "2.0776, 0.0795, -1.1350, 0.9033, -0.0636, -0.5514, 0.9082"
  })
  void differsAsPublished(
      double l1, double a1, double b1, double l2, double a2, double b2, double difference) {
    Lab first = new Lab(l1, a1, b1);
    Lab second = new Lab(l2, a2, b2);
    assertThat(first.difference(second)).isCloseTo(difference, within(1e-4));
    assertThat(second.difference(first)).isCloseTo(difference, within(1e-4));
    assertThat(first.difference(first)).isZero();
  }

  @Test
  void takesAnglesAsDefined() {
    assertThat(new Lab(65, 5, 15).ita()).isCloseTo(45, within(1e-9));
    assertThat(new Lab(35, 5, 15).ita()).isCloseTo(-45, within(1e-9));
    assertThat(new Lab(65, 10, 10).hue()).isCloseTo(45, within(1e-9));
    assertThat(new Lab(65, 3, 4).chroma()).isCloseTo(5, within(1e-9));
  }

  @Test
  void takesShadeAwayAtOneLuma() {
    Lab lit = Lab.atLuma(150, 100, 80, 100);
    Lab shaded = Lab.atLuma(75, 50, 40, 100);
    assertThat(lit.difference(shaded)).isLessThan(1e-6);
  }

  @Test
  void knowsEveryMonkToneAsItsOwn() {
    for (int tone = 1; tone <= 10; tone++) {
      assertThat(MonkTone.nearest(MonkTone.swatch(tone))).isEqualTo(tone);
    }
    assertThatThrownBy(() -> MonkTone.swatch(11)).hasMessageContaining("expected 1 to 10");
  }
}
