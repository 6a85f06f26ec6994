package io.dermaflow.datasets.rendered;

import static org.assertj.core.api.Assertions.assertThat;

import io.dermaflow.datasets.internal.opencv.OpenCvAutoConfiguration;
import io.dermaflow.datasets.pictures.Inspection;
import io.dermaflow.datasets.pictures.Picture;
import io.dermaflow.datasets.pictures.PictureCodec;
import io.dermaflow.datasets.pictures.PictureFault;
import io.dermaflow.datasets.pictures.PictureInspector;
import io.dermaflow.datasets.pictures.PictureLimits;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RenderedSelfieTest {

  private final PictureCodec codec = new OpenCvAutoConfiguration().pictureCodec();
  private final SelfiePlanner planner = new SelfiePlanner(3);
  private final SelfieRenderer renderer = new SelfieRenderer(256, codec);

  @Test
  void givesTheSameBytesForTheSameSeedAndIndexWhateverWasDrawnBefore() {
    byte[] alone = renderer.jpeg(planner.plan(17));
    renderer.jpeg(planner.plan(18));
    SelfieRenderer other = new SelfieRenderer(256, codec);
    other.jpeg(planner.plan(5));
    assertThat(other.jpeg(new SelfiePlanner(3).plan(17))).isEqualTo(alone);
    assertThat(renderer.jpeg(new SelfiePlanner(4).plan(17))).isNotEqualTo(alone);
  }

  @Test
  void holdsEverySeverityTypeAndToneOnceInThreeHundred() {
    Set<String> seen = new HashSet<>();
    IntStream.range(0, 300)
        .mapToObj(planner::plan)
        .forEach(s -> seen.add(s.skin().severity() + s.skin().skinType() + s.monkTone()));
    assertThat(seen).hasSize(5 * 6 * 10);
  }

  @ParameterizedTest
  @CsvSource({
    "0,CLEAR",
    "1,MILD",
    "5,MILD",
    "6,MODERATE",
    "20,MODERATE",
    "21,SEVERE",
    "50,SEVERE",
    "51,VERY_SEVERE"
  })
  void gradesByTheCountOfHayashi(int lesions, String severity) {
    assertThat(new SkinState(lesions, 0, 0, 0, 0, 0, 0, 0, 0, 0).severity()).isEqualTo(severity);
  }

  @Test
  void labelsASignAboveTheThresholdOnly() {
    SkinState skin = new SkinState(0, 0.51, 0.5, 0, 0.8, 0, 0.9, 0, 0, 0);
    assertThat(skin.conditions()).containsExactly("BLACKHEADS", "WRINKLES");
    assertThat(skin.skinType()).isEqualTo("COMBINATION");
  }

  @Test
  void reddensOneSpotPerLesionAndHardlyTheMeanOfTheFace() {
    SelfieSpec clear = planner.plan(0, 0, 2);
    SelfieSpec severe = planner.plan(0, 4, 2);
    Picture a = renderer.render(SpecEdits.withSkin(severe, clear.skin()));
    Picture b = renderer.render(severe);
    assertThat(Math.abs(mean(a, 1) - mean(b, 1))).isLessThan(2.5);
    assertThat(differing(a, b)).isGreaterThan(2000);
  }

  private static double mean(Picture picture, int channel) {
    double sum = 0;
    for (int i = channel; i < picture.rgb().length; i += 3) {
      sum += picture.rgb()[i] & 0xFF;
    }
    return sum * 3 / picture.rgb().length;
  }

  private static int differing(Picture a, Picture b) {
    int n = 0;
    for (int i = 0; i < a.rgb().length; i++) {
      n += Math.abs((a.rgb()[i] & 0xFF) - (b.rgb()[i] & 0xFF)) > 25 ? 1 : 0;
    }
    return n;
  }

  @ParameterizedTest
  @CsvSource({"CUT_OFF,CUT_OFF", "TEXT,NOT_A_PICTURE", "HUGE_HEADER,TOO_LARGE"})
  void drawsUploadsThatTheInspectorRefusesForTheRightReason(BadUpload kind, PictureFault fault) {
    byte[] bytes = new BadUploadRenderer(planner, renderer, codec).render(kind, 9);
    Inspection inspection = new PictureInspector(PictureLimits.DEFAULT).inspect(bytes);
    assertThat(inspection)
        .isInstanceOfSatisfying(
            Inspection.Refused.class, refused -> assertThat(refused.reason()).isEqualTo(fault));
  }
}
