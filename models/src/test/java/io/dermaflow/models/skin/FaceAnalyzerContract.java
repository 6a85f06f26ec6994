package io.dermaflow.models.skin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dermaflow.datasets.pictures.Picture;
import io.dermaflow.datasets.rendered.SelfieSpec;
import io.dermaflow.models.FaceBox;
import io.dermaflow.models.SkinTone;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link FaceAnalyzer} must do; tried on rendered faces. */
public abstract class FaceAnalyzerContract {

  private static final String TONE = "(fair|light|medium|tan|deep)-(cool|neutral|warm)";

  /** The analyzer under test; the same for the whole of a test. */
  protected abstract FaceAnalyzer analyzer();

  private final SelfieSpec spec = Faces.spec(11, 5, Faces.Sign.REDNESS.at(0.8));
  private final Picture picture = new Faces().render(spec);
  private final FaceBox box = Faces.box(spec, picture);

  @Test
  void readsToneAndSkinInTheWordsAndBoundsOfTheHouse() {
    FaceReading reading = analyzer().analyze(picture, box, null);
    assertThat(reading.tone().value()).matches(TONE);
    assertThat(reading.tone().monk()).isBetween(3, 7);
    assertThat(reading.measurements().values()).containsKeys(Measurement.values());
    assertThat(reading.measurements().values().values()).allMatch(v -> v >= 0 && v <= 100);
    assertThat(reading.shape()).isNotNull();
    assertThat(reading.features().eyes()).isNotNull();
    assertThat(reading.features().lips()).isNotNull();
    assertThat(reading.analyzer()).isEqualTo(analyzer().name()).isNotBlank();
  }

  @Test
  void readsTheSameOfTheSameFaceFromManyThreads() {
    FaceAnalyzer analyzer = analyzer();
    FaceReading first = analyzer.analyze(picture, box, null);
    List<FaceReading> others =
        IntStream.range(0, 8)
            .parallel()
            .mapToObj(i -> analyzer.analyze(picture, box, null))
            .toList();
    assertThat(others).containsOnly(first);
  }

  @Test
  void takesShapeEyesAndLipsFromLandmarksWhenThereAreSome() {
    Landmarks points = TestLandmarks.aFace().eyes(0.40, 2, 0.65).lips(0.45).build();
    FaceReading reading =
        analyzer().analyze(Faces.filled(200, 150, 120), new FaceBox(10, 10, 80, "t"), points);
    assertThat(reading.shape()).isEqualTo(FaceShape.OVAL);
    assertThat(reading.features()).isEqualTo(new LookFeatures(EyeShape.ROUND, LipFullness.FULL));
  }

  @Test
  void saysUnknownOfDarknessAndOfABoxBesideThePicture() {
    FaceReading dark =
        analyzer().analyze(Faces.filled(4, 3, 2), new FaceBox(10, 10, 80, "t"), null);
    assertThat(dark.tone().value()).isEqualTo(SkinTone.UNKNOWN);
    assertThat(dark.measurements()).isEqualTo(SkinMeasurements.UNKNOWN);
    FaceReading beside =
        analyzer().analyze(Faces.filled(200, 150, 120), new FaceBox(900, 900, 80, "t"), null);
    assertThat(beside.tone()).isEqualTo(SkinToneReading.UNKNOWN);
    assertThat(beside.shape()).isEqualTo(FaceShape.UNKNOWN);
    assertThat(beside.features()).isEqualTo(LookFeatures.UNKNOWN);
  }

  @Test
  void refusesABoxWithoutSize() {
    FaceBox none = new FaceBox(10, 10, 0, "t");
    assertThatThrownBy(() -> analyzer().analyze(picture, none, null))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
