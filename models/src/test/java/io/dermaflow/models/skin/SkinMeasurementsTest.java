package io.dermaflow.models.skin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.dermaflow.datasets.pictures.Picture;
import io.dermaflow.datasets.rendered.SelfieSpec;
import io.dermaflow.datasets.rendered.SkinState;
import io.dermaflow.models.FaceBox;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SkinMeasurementsTest {

  private static final FaceBox BOX = new FaceBox(10, 10, 80, "test");

  private final Faces faces = new Faces();

  /** A sign, three strengths of it, what measures it. */
  @ParameterizedTest
  @CsvSource({
    "LESIONS, 0, 12, 45, RED_SPOTS",
    "LESIONS, 0, 12, 45, SPOTS",
    "BLACKHEADS, 0, 0.5, 1, PORES",
    "REDNESS, 0, 0.5, 1, REDNESS",
    "SHINE_CHEEKS, 0, 0.5, 1, SHINE_CHEEKS",
    "SHINE_T_ZONE, 0, 0.5, 1, SHINE_T_ZONE",
    "FLAKING, 0, 0.6, 1, DRYNESS",
    "FINE_LINES, 0, 0.5, 1, FINE_LINES",
    "DARK_SPOTS, 0, 0.5, 1, BROWN_SPOTS",
    "TEXTURE, 0, 0.5, 1, TEXTURE",
    "DULLNESS, 1, 0.5, 0, VIVIDNESS",
    "REDNESS, 1, 0.5, 0, EVENNESS"
  })
  void growsWithTheStrengthOfTheSign(
      Faces.Sign sign, double least, double more, double most, Measurement measurement) {
    for (int tone : new int[] {4, 6, 8}) {
      for (long seed = 1; seed <= 2; seed++) {
        double first = faces.measure(Faces.spec(seed, tone, sign.at(least)), measurement);
        double second = faces.measure(Faces.spec(seed, tone, sign.at(more)), measurement);
        double third = faces.measure(Faces.spec(seed, tone, sign.at(most)), measurement);
        assertThat(second).as("tone %d, seed %d", tone, seed).isGreaterThan(first + 1);
        assertThat(third).as("tone %d, seed %d", tone, seed).isGreaterThan(second + 1);
      }
    }
  }

  /** A sign, a strong strength of it, what measures it, and the points it makes on every tone. */
  @ParameterizedTest
  @CsvSource({
    "LESIONS, 30, RED_SPOTS, 25",
    "BLACKHEADS, 0.9, PORES, 25",
    "REDNESS, 0.9, REDNESS, 40",
    "FLAKING, 0.9, DRYNESS, 10",
    "FINE_LINES, 0.9, FINE_LINES, 25",
    "DARK_SPOTS, 0.9, BROWN_SPOTS, 20",
    "TEXTURE, 0.9, TEXTURE, 15"
  })
  void tellsAStrongSignFromNoneOnEveryTone(
      Faces.Sign sign, double strong, Measurement measurement, double points) {
    for (int tone = 1; tone <= 10; tone++) {
      long seed = 20 + tone;
      double none = faces.measure(Faces.spec(seed, tone, Faces.CALM), measurement);
      double some = faces.measure(Faces.spec(seed, tone, sign.at(strong)), measurement);
      assertThat(some - none).as("tone %d", tone).isGreaterThan(points);
    }
  }

  @Test
  void movesByFifteenPointsAtMostUnderAnotherLight() {
    SkinState skin = new SkinState(8, 0.6, 0.5, 0.1, 0.2, 0.5, 0.5, 0.6, 0.1, 0.5);
    double[][] lights = {{0.85, 0}, {1.15, 0}, {1, -10}, {1, 10}};
    for (int tone : new int[] {5, 6, 7}) {
      SelfieSpec spec = Faces.spec(tone, tone, skin);
      Picture picture = faces.render(spec);
      FaceBox box = Faces.box(spec, picture);
      Map<Measurement, Double> plain = SkinMeasurements.of(picture, box, null).values();
      assertThat(plain).hasSize(Measurement.values().length);
      for (double[] light : lights) {
        Picture lit = Faces.lit(picture, light[0], light[1]);
        SkinMeasurements changed = SkinMeasurements.of(lit, box, null);
        plain.forEach(
            (key, value) ->
                assertThat(changed.find(key).orElse(Double.NaN))
                    .as("%s on tone %d, light %s %s", key, spec.monkTone(), light[0], light[1])
                    .isCloseTo(value, within(15.0)));
      }
    }
  }

  @Test
  void findsLittleOnCalmSkinOfEveryTone() {
    for (int tone = 1; tone <= 10; tone++) {
      SkinMeasurements calm = faces.measure(Faces.spec(60 + tone, tone, Faces.CALM));
      assertThat(calm.find(Measurement.RED_SPOTS).orElse(99)).as("tone %d", tone).isLessThan(8);
      assertThat(calm.find(Measurement.PORES).orElse(99)).as("tone %d", tone).isLessThan(20);
      assertThat(calm.find(Measurement.REDNESS).orElse(99)).as("tone %d", tone).isLessThan(20);
      assertThat(calm.find(Measurement.DRYNESS).orElse(99)).as("tone %d", tone).isLessThan(25);
      assertThat(calm.find(Measurement.FINE_LINES).orElse(99)).as("tone %d", tone).isLessThan(35);
      assertThat(calm.find(Measurement.EVENNESS).orElse(0)).as("tone %d", tone).isGreaterThan(60);
    }
  }

  @Test
  void measuresNothingWhereThereIsNoSkinNoLightOrNoDetail() {
    assertThat(SkinMeasurements.of(Faces.filled(60, 90, 160), new FaceBox(500, 500, 80, "t"), null))
        .isEqualTo(SkinMeasurements.UNKNOWN);
    assertThat(SkinMeasurements.of(Faces.filled(5, 4, 3), BOX, null).isKnown()).isFalse();
    SelfieSpec spec = Faces.spec(1, 4, Faces.CALM);
    Picture small = new Faces(80).render(spec);
    assertThat(SkinMeasurements.of(small, Faces.box(spec, small), null).isKnown()).isFalse();
  }

  @Test
  void findsNothingOnASurfaceWithoutAnything() {
    SkinMeasurements flat = SkinMeasurements.of(Faces.filled(200, 150, 120), BOX, null);
    for (Measurement none :
        new Measurement[] {
          Measurement.REDNESS,
          Measurement.SPOTS,
          Measurement.PORES,
          Measurement.TEXTURE,
          Measurement.DRYNESS,
          Measurement.FINE_LINES,
          Measurement.SHINE_T_ZONE
        }) {
      assertThat(flat.find(none).orElse(99)).as("%s", none).isLessThan(1);
    }
    assertThat(flat.find(Measurement.EVENNESS).orElse(0)).isGreaterThan(99);
    assertThat(flat.find(Measurement.VIVIDNESS)).isEmpty(); // no lips
  }

  @Test
  void holdsNothingButPointsOfAHundred() {
    assertThatThrownBy(() -> new SkinMeasurements(Map.of(Measurement.SPOTS, 100.5)))
        .hasMessage("SPOTS is 100.5, expected 0 to 100");
    assertThatThrownBy(() -> new SkinMeasurements(Map.of(Measurement.SPOTS, Double.NaN)))
        .hasMessage("SPOTS is NaN, expected 0 to 100");
  }
}
