package io.dermaflow.models.skin;

import static org.assertj.core.api.Assertions.assertThat;

import io.dermaflow.datasets.pictures.Picture;
import io.dermaflow.datasets.rendered.SelfiePlanner;
import io.dermaflow.datasets.rendered.SelfieSpec;
import io.dermaflow.models.Condition;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * How well measurements tell the conditions of 300 rendered faces: every severity, type and tone
 * once. This is what {@link MeasuredConditions.Calibration#RENDERED} is tuned on; the failure
 * messages say all there is to tune by.
 */
class CalibrationTableTest {

  private static final int FACES = 300;
  private static final double LEAST_AREA = 0.8;

  /** Share of conditions told right at 0.5 that the constants have to reach. */
  private static final double LEAST_RIGHT = 0.7;

  private record Face(SkinMeasurements measured, Set<String> conditions) {}

  private static final List<Face> SEEN = new ArrayList<>();

  @BeforeAll
  static void measure() {
    SelfiePlanner planner = new SelfiePlanner(31);
    Faces faces = new Faces(320);
    for (int i = 0; i < FACES; i++) {
      SelfieSpec spec = planner.plan(i);
      Picture picture = faces.render(spec);
      SEEN.add(
          new Face(
              SkinMeasurements.of(picture, Faces.box(spec, picture), null),
              spec.skin().conditions()));
    }
  }

  @Test
  void measuresNearlyEveryFace() {
    assertThat(SEEN.stream().filter(face -> face.measured().isKnown()).count())
        .isGreaterThanOrEqualTo(FACES * 95 / 100);
  }

  @ParameterizedTest
  @EnumSource(Condition.class)
  void ranksFacesWithAConditionAboveFacesWithout(Condition condition) {
    List<Double> with = new ArrayList<>();
    List<Double> without = new ArrayList<>();
    split(condition, with, without);
    assertThat(area(with, without))
        .as("area under the curve; %s", describe(condition))
        .isGreaterThanOrEqualTo(LEAST_AREA);
  }

  @ParameterizedTest
  @EnumSource(Condition.class)
  void isRightMoreOftenThanNot(Condition condition) {
    List<Double> with = new ArrayList<>();
    List<Double> without = new ArrayList<>();
    split(condition, with, without);
    double right =
        with.stream().filter(p -> p > Condition.PRESENT_ABOVE).count() / (2.0 * with.size())
            + without.stream().filter(p -> p <= Condition.PRESENT_ABOVE).count()
                / (2.0 * without.size());
    assertThat(right)
        .as("mean of both classes' recall; %s", describe(condition))
        .isGreaterThanOrEqualTo(LEAST_RIGHT);
  }

  private static void split(Condition condition, List<Double> with, List<Double> without) {
    for (Face face : SEEN) {
      Double probability =
          MeasuredConditions.of(face.measured(), MeasuredConditions.Calibration.RENDERED)
              .probabilities()
              .get(condition);
      if (probability != null) {
        (face.conditions().contains(condition.name()) ? with : without).add(probability);
      }
    }
  }

  /** Share of pairs in the right order, ties half: the area under the ROC curve (Mann, Whitney). */
  private static double area(List<Double> with, List<Double> without) {
    double right = 0;
    for (double a : with) {
      for (double b : without) {
        right += a > b ? 1 : a == b ? 0.5 : 0;
      }
    }
    return right / with.size() / without.size();
  }

  /** Quartiles of every measurement of the condition, with it and without it. */
  private static String describe(Condition condition) {
    Map<Measurement, String> quartiles = new EnumMap<>(Measurement.class);
    for (Measurement key :
        MeasuredConditions.Calibration.RENDERED.formulas().get(condition).weights().keySet()) {
      quartiles.put(
          key,
          "with %s, without %s"
              .formatted(quartiles(condition, key, true), quartiles(condition, key, false)));
    }
    return condition + " " + quartiles;
  }

  private static List<Long> quartiles(Condition condition, Measurement key, boolean with) {
    double[] values =
        SEEN.stream()
            .filter(face -> face.conditions().contains(condition.name()) == with)
            .flatMapToDouble(face -> face.measured().find(key).stream())
            .sorted()
            .toArray();
    int last = values.length - 1;
    return List.of(
        Math.round(values[last / 4]),
        Math.round(values[last / 2]),
        Math.round(values[last * 3 / 4]));
  }
}
