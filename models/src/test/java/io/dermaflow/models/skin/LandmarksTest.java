package io.dermaflow.models.skin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dermaflow.errors.DermaflowException;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LandmarksTest {

  private final Landmarks face = TestLandmarks.aFace().build();

  @Test
  void readsAPtsFileThatCountsFromOne() {
    Landmarks read = Landmarks.parse(TestLandmarks.pts(face));
    assertThat(read.points()).hasSize(68);
    for (int i = 0; i < 68; i++) {
      assertThat(read.points().get(i).distance(face.points().get(i))).isLessThan(1e-9);
    }
    String windows = TestLandmarks.pts(face).replace("\n", "\r\n");
    assertThat(Landmarks.parse(windows)).isEqualTo(read);
  }

  @ParameterizedTest
  @CsvSource({
    "version: 1,version: 2,version is 2",
    "n_points:  68,n_points: 5,n_points is 5",
    "n_points:  68,points: 68,n_points is missing",
    "{,(,no points between braces",
    "},'} more',no points between braces"
  })
  void refusesAnotherFormat(String found, String replaced, String message) {
    String pts = TestLandmarks.pts(face).replace(found, replaced);
    assertThatThrownBy(() -> Landmarks.parse(pts))
        .isInstanceOf(DermaflowException.class)
        .hasMessageContaining(message)
        .hasMessageContaining("expected version 1 and 68 points");
  }

  @Test
  void refusesWrongCountsAndNumbersThatAreNone() {
    String pts = TestLandmarks.pts(face);
    String first = (face.points().get(0).x() + 1) + " " + (face.points().get(0).y() + 1);
    assertThatThrownBy(() -> Landmarks.parse(pts.replace(first + "\n", "")))
        .hasMessageContaining("67 points between the braces");
    assertThatThrownBy(() -> Landmarks.parse(pts.replace(first, "NaN 12")))
        .hasMessageContaining("the line 'NaN 12'");
    assertThatThrownBy(() -> Landmarks.parse(pts.replace(first, "12")))
        .hasMessageContaining("the line '12'");
    assertThatThrownBy(() -> Landmarks.parse(pts.replace(first, "12 3 4")))
        .hasMessageContaining("the line '12 3 4'");
    assertThatThrownBy(() -> Landmarks.parse("")).hasMessageContaining("no points");
  }

  @Test
  void cannotHoldAnythingButSixtyEightFinitePoints() {
    List<Landmarks.Point> few = face.points().subList(0, 5);
    assertThatThrownBy(() -> new Landmarks(few)).hasMessage("5 landmarks, expected 68");
    List<Landmarks.Point> endless =
        Collections.nCopies(68, new Landmarks.Point(1, Double.POSITIVE_INFINITY));
    assertThatThrownBy(() -> new Landmarks(endless)).hasMessageContaining("expected finite");
  }
}
