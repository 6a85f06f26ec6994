package io.dermaflow.datasets.formats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TonesTest {

  @Test
  void readsBothScalesAsTheyAreWritten() {
    Map.of(
            "monk-5", "monk-5",
            "mst5", "monk-5",
            "MST 10", "monk-10",
            "Monk_1", "monk-1",
            "fitzpatrick-3", "fitzpatrick-3",
            "FST3", "fitzpatrick-3",
            "FST III", "fitzpatrick-3",
            " iv ", "fitzpatrick-4",
            "VI", "fitzpatrick-6")
        .forEach((text, tone) -> assertThat(Tones.find(text)).as(text).contains(tone));
  }

  @Test
  void takesNothingElse() {
    for (String text :
        List.of("5", "", "monk", "monk-0", "monk-11", "mst iii", "fst7", "VII", "dark", "fst-1x")) {
      assertThat(Tones.find(text)).as(text).isEmpty();
    }
  }

  @Test
  void readsAStepOfAScaleThatIsNamedElsewhere() {
    assertThat(Tones.step(Tones.MONK, "10.0")).contains("monk-10");
    assertThat(Tones.step(Tones.FITZPATRICK, "6")).contains("fitzpatrick-6");
    assertThat(Tones.step(Tones.FITZPATRICK, "II")).contains("fitzpatrick-2");
    assertThat(Tones.step(Tones.FITZPATRICK, "-1")).isEmpty();
    assertThat(Tones.step(Tones.FITZPATRICK, "7")).isEmpty();
    assertThat(Tones.step(Tones.MONK, "4.5")).isEmpty();
  }
}
