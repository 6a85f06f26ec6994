package io.dermaflow.models.skin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.dermaflow.datasets.pictures.Picture;
import io.dermaflow.datasets.rendered.SelfieSpec;
import org.junit.jupiter.api.Test;

class OwnFaceAnalyzerTest extends FaceAnalyzerContract {

  @Override
  protected FaceAnalyzer analyzer() {
    return new OwnFaceAnalyzer();
  }

  @Test
  void knowsNeitherEyesNorLipsWithoutLandmarks() {
    SelfieSpec spec = Faces.spec(2, 6, Faces.CALM);
    Picture picture = new Faces().render(spec);
    FaceReading reading = new OwnFaceAnalyzer().analyze(picture, Faces.box(spec, picture), null);
    assertThat(reading.features()).isEqualTo(LookFeatures.UNKNOWN);
    assertThat(reading.analyzer()).isEqualTo("own-2");
  }

  @Test
  void measuresAboutTheSameFromASmallAndALargePicture() {
    SelfieSpec spec = Faces.spec(4, 5, Faces.Sign.REDNESS.at(0.8));
    double[] redness = new double[2];
    int i = 0;
    for (int side : new int[] {256, 768}) {
      redness[i++] = new Faces(side).measure(spec, Measurement.REDNESS);
    }
    assertThat(redness[0]).isCloseTo(redness[1], within(6.0));
  }
}
