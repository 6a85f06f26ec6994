package io.dermaflow.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.dermaflow.datasets.LabelTable;
import io.dermaflow.datasets.pictures.Picture;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FormulasTest {

  @Test
  void takesDeductionsOffTheSkinScoreAndTruncates() {
    assertThat(SkinScore.of(Map.of())).isEqualTo(100);
    assertThat(SkinScore.of(Map.of(Condition.ACNE, 0.5, Condition.DULLNESS, 0.3))).isEqualTo(88);
    Map<Condition, Double> all = new java.util.EnumMap<>(Condition.class);
    Arrays.stream(Condition.values()).forEach(c -> all.put(c, 1.0));
    assertThat(SkinScore.of(all)).isZero();
  }

  @Test
  void hasAWordInTheLabelTableForEveryLabelOfEveryHead() {
    LabelTable table = new LabelTable();
    for (Head head : Head.values()) {
      for (String label : head.labels()) {
        assertThat(table.findValue(head.key(), label)).contains(label);
      }
    }
  }

  @Test
  void measuresAsComputedByHand() {
    Evaluation evaluation = new Evaluation(Head.SEVERITY);
    // truth 0 said 0 (p .8), truth 1 said 2 (p .1), truth 2 said 2 (p .5)
    evaluation.add(new float[] {.8f, .1f, .1f, 0, 0}, new float[] {1, 0, 0, 0, 0});
    evaluation.add(new float[] {.2f, .1f, .7f, 0, 0}, new float[] {0, 1, 0, 0, 0});
    evaluation.add(new float[] {.2f, .3f, .5f, 0, 0}, new float[] {0, 0, 1, 0, 0});
    HeadMetrics m = evaluation.metrics();
    assertThat(m.accuracy()).isEqualTo(2 / 3.0);
    assertThat(m.withinOne()).isEqualTo(1);
    assertThat(m.macroF1()).isCloseTo((1 + 0 + 2 / 3.0) / 3, within(1e-9));
    assertThat(m.logLoss())
        .isCloseTo(-(Math.log(.8) + Math.log(.1) + Math.log(.5)) / 3, within(1e-6));
    // observed 1/3·1; expected Σ rows·columns·(i−j)²/9 = (1·1·0 + 1·2·4 + 1·1·1 + 1·2·1 + 1·1·4 +
    // 0)/9
    assertThat(m.qwk()).isCloseTo(1 - 1 / (15 / 3.0), within(1e-9));
  }

  @Test
  void tellsToneFromTheCheeks() {
    assertThat(SkinTone.of(filled(235, 215, 200), new FaceBox(10, 10, 80, "t")))
        .startsWith("fair-");
    assertThat(SkinTone.of(filled(70, 48, 36), new FaceBox(10, 10, 80, "t"))).startsWith("deep-");
    assertThat(SkinTone.of(filled(200, 160, 110), new FaceBox(10, 10, 80, "t"))).endsWith("-warm");
    assertThat(SkinTone.fillsFrame(filled(200, 150, 130))).isTrue();
    assertThat(SkinTone.fillsFrame(filled(90, 120, 160))).isFalse();
  }

  private static Picture filled(int r, int g, int b) {
    byte[] rgb = new byte[100 * 100 * 3];
    for (int i = 0; i < rgb.length; i += 3) {
      rgb[i] = (byte) r;
      rgb[i + 1] = (byte) g;
      rgb[i + 2] = (byte) b;
    }
    return new Picture(100, 100, rgb);
  }

  @Test
  void resizesByMeansOverAreasAndGoesOnAtTheEdge() {
    byte[] rgb = new byte[192 * 192 * 3];
    for (int i = 0; i < 192 * 192; i++) {
      rgb[i * 3] = (byte) (i % 2 * 200); // columns of 0 and 200
    }
    Preprocessor preprocessor = new Preprocessor(Preprocessing.of(96, "t"));
    byte[] out = preprocessor.apply(new Picture(192, 192, rgb), null);
    assertThat(out).hasSize(96 * 96 * 3);
    assertThat(out[0] & 0xFF).isEqualTo(100);
    byte[] beyond =
        preprocessor.apply(new Picture(192, 192, rgb), new FaceBox(-500, -500, 96, "t"));
    assertThat(beyond[0]).isZero();
  }
}
