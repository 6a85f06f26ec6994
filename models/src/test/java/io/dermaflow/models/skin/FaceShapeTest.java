package io.dermaflow.models.skin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.dermaflow.datasets.pictures.Picture;
import io.dermaflow.datasets.rendered.SelfieSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FaceShapeTest {

  @ParameterizedTest
  @EnumSource(value = FaceShape.class, mode = EnumSource.Mode.EXCLUDE, names = "UNKNOWN")
  void knowsEveryShapeAtItsClearest(FaceShape shape) {
    assertThat(shape.typical().shape(FaceProportions.LANDMARK_MARGIN)).isEqualTo(shape);
    assertThat(shape.typical().shape(FaceProportions.OUTLINE_MARGIN)).isEqualTo(shape);
  }

  @ParameterizedTest
  @CsvSource({
    "0.88, 0.80, 1.38, 0.50, OVAL",
    "0.88, 0.86, 1.18, 0.33, ROUND",
    "0.93, 0.91, 1.22, 0.47, SQUARE",
    "0.96, 0.70, 1.30, 0.42, HEART",
    "0.90, 0.80, 1.62, 0.58, OBLONG",
    "0.76, 0.70, 1.36, 0.45, DIAMOND"
  })
  void tellsTheShapeFromLandmarks(
      double forehead, double jaw, double length, double height, FaceShape shape) {
    Landmarks points = TestLandmarks.aFace().shaped(forehead, jaw, length, height).build();
    FaceProportions proportions = FaceProportions.of(points);
    assertThat(proportions.forehead()).isCloseTo(forehead, within(1e-9));
    assertThat(proportions.jaw()).isCloseTo(jaw, within(1e-9));
    assertThat(proportions.length()).isCloseTo(length, within(1e-9));
    assertThat(proportions.shape(FaceProportions.LANDMARK_MARGIN)).isEqualTo(shape);
  }

  @Test
  void isNotSureBetweenTwoShapesNorOfHalfAFace() {
    FaceProportions between = new FaceProportions(0.88, 0.83, 1.28, 136.5);
    assertThat(between.shape(FaceProportions.LANDMARK_MARGIN)).isEqualTo(FaceShape.UNKNOWN);
    FaceProportions half = new FaceProportions(0.88, 0.80, Double.NaN, Double.NaN);
    assertThat(half.shape(FaceProportions.LANDMARK_MARGIN)).isEqualTo(FaceShape.UNKNOWN);
    FaceProportions none = new FaceProportions(0.3, 0.3, 3, 60);
    assertThat(none.shape(FaceProportions.LANDMARK_MARGIN)).isEqualTo(FaceShape.UNKNOWN);
  }

  @Test
  void isUnknownWithoutLandmarks() {
    Faces faces = new Faces();
    SelfieSpec spec = Faces.spec(5, 4, Faces.CALM, 1.5, 0.2);
    Picture picture = faces.render(spec);
    assertThat(new OwnFaceAnalyzer().analyze(picture, Faces.box(spec, picture), null).shape())
        .isEqualTo(FaceShape.UNKNOWN);
  }
}
