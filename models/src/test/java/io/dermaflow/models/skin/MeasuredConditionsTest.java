package io.dermaflow.models.skin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.dermaflow.models.Condition;
import io.dermaflow.models.SkinScore;
import io.dermaflow.models.skin.MeasuredConditions.Calibration;
import io.dermaflow.models.skin.MeasuredConditions.Formula;
import io.dermaflow.models.skin.MeasuredConditions.Reading;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MeasuredConditionsTest {

  private static SkinMeasurements allAt(double value) {
    Map<Measurement, Double> values = new EnumMap<>(Measurement.class);
    for (Measurement measurement : Measurement.values()) {
      values.put(measurement, value);
    }
    return new SkinMeasurements(values);
  }

  @Test
  void followsTheLogisticFunction() {
    Formula rising = Formula.rising(Measurement.REDNESS, 40, 0.1);
    Calibration one = new Calibration(Map.of(Condition.REDNESS, rising));
    assertThat(probability(one, 40)).isEqualTo(0.5);
    assertThat(probability(one, 60)).isCloseTo(1 / (1 + Math.exp(-2)), within(1e-12));
    assertThat(probability(one, 0)).isCloseTo(1 / (1 + Math.exp(4)), within(1e-12));
    Formula two = new Formula(-1, Map.of(Measurement.REDNESS, 0.05, Measurement.EVENNESS, -0.03));
    assertThat(probability(one.with(Condition.REDNESS, two), 100))
        .isCloseTo(1 / (1 + Math.exp(-1)), within(1e-12));
  }

  private static double probability(Calibration calibration, double value) {
    return MeasuredConditions.of(allAt(value), calibration).probabilities().get(Condition.REDNESS);
  }

  @Test
  void namesItsSourceAndIsPresentAboveHalf() {
    Calibration calibration = Calibration.RENDERED;
    assertThat(calibration.formulas()).containsOnlyKeys(Condition.values());
    MeasuredConditions strong = MeasuredConditions.of(allAt(100), calibration);
    assertThat(strong.readings().values()).extracting(Reading::source).containsOnly("measured");
    assertThat(strong.readings().get(Condition.ACNE).isPresent()).isTrue();
    assertThat(strong.readings().get(Condition.DULLNESS).isPresent()).isFalse();
    MeasuredConditions weak = MeasuredConditions.of(allAt(0), calibration);
    assertThat(weak.readings().get(Condition.ACNE).isPresent()).isFalse();
    assertThat(weak.readings().get(Condition.DULLNESS).isPresent()).isTrue();
    assertThat(SkinScore.of(strong.probabilities())).isLessThan(SkinScore.of(weak.probabilities()));
  }

  @Test
  void missesTheConditionsWhoseMeasurementsAreMissing() {
    SkinMeasurements few =
        new SkinMeasurements(Map.of(Measurement.PORES, 80.0, Measurement.RED_SPOTS, 80.0));
    MeasuredConditions conditions = MeasuredConditions.of(few, Calibration.RENDERED);
    assertThat(conditions.readings()).containsOnlyKeys(Condition.BLACKHEADS);
    assertThat(MeasuredConditions.of(SkinMeasurements.UNKNOWN, Calibration.RENDERED))
        .isEqualTo(MeasuredConditions.UNKNOWN);
    assertThatThrownBy(() -> new Reading(1.5, "measured")).hasMessageContaining("expected 0 to 1");
  }
}
