package io.dermaflow.models.skin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LookFeaturesTest {

  @ParameterizedTest
  @CsvSource({
    "0.30, 4, 0.65, ALMOND",
    "0.40, 2, 0.65, ROUND",
    "0.22, 2, 0.35, HOODED",
    "0.22, 6, 0.85, MONOLID",
    "0.26, 4, 0.65, UNKNOWN",
    "0.345, 4, 0.65, UNKNOWN",
    "0.30, 18, 0.65, UNKNOWN",
    "0.22, 4, 0.60, UNKNOWN",
    "0.10, 4, 0.65, UNKNOWN"
  })
  void tellsEyesAndStaysSilentBetween(double aspect, double tilt, double lid, EyeShape shape) {
    Landmarks points = TestLandmarks.aFace().eyes(aspect, tilt, lid).build();
    EyeProportions eyes = EyeProportions.of(points);
    assertThat(eyes.aspect()).isCloseTo(aspect * Math.cos(Math.toRadians(tilt)), within(1e-9));
    assertThat(eyes.tilt()).isCloseTo(tilt, within(1e-9));
    assertThat(eyes.shape()).isEqualTo(shape);
    assertThat(LookFeatures.of(points).eyes()).isEqualTo(shape);
  }

  @ParameterizedTest
  @CsvSource({
    "0.20, THIN",
    "0.25, UNKNOWN",
    "0.30, MEDIUM",
    "0.38, UNKNOWN",
    "0.45, FULL",
    "0, UNKNOWN"
  })
  void tellsLipsAndStaysSilentBetween(double ratio, LipFullness lips) {
    Landmarks points = TestLandmarks.aFace().lips(ratio).build();
    assertThat(LookFeatures.of(points).lips()).isEqualTo(lips);
  }

  @Test
  void saysNothingOfNoNumbers() {
    assertThat(new EyeProportions(Double.NaN, 0, 0.5).shape()).isEqualTo(EyeShape.UNKNOWN);
    assertThat(LipFullness.of(Double.NaN)).isEqualTo(LipFullness.UNKNOWN);
    assertThat(EyeShape.ALMOND.label()).isEqualTo("almond");
    assertThat(LipFullness.FULL.label()).isEqualTo("full");
    assertThat(FaceShape.OBLONG.label()).isEqualTo("oblong");
  }
}
