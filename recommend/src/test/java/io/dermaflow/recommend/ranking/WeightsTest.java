package io.dermaflow.recommend.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dermaflow.errors.DermaflowException;
import io.dermaflow.recommend.data.DataFile;
import io.dermaflow.recommend.looks.LookBook;
import io.dermaflow.recommend.reasons.Sentences;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WeightsTest {

  private static final String BUNDLED = DataFile.resource(Weights.class, "ranking-v1.yaml").text();

  @Test
  void saysWhyOfEveryWeight() {
    Weights weights = Weights.bundled();
    assertThat(weights.seen())
        .isEqualTo(new Weight(1, "what the picture shows is what the person came for"));
    assertThat(weights.staleAfter()).isEqualTo(Duration.ofDays(180));
    assertThat(weights.effects().size()).isEqualTo(32);
    assertThat(weights.routines()).hasSize(6);
    assertThat(weights.name()).startsWith("ranking-1/");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "source: aad}; source: hearsay}; there is no source 'hearsay'",
        "function: bha, usual; function: retinoid, usual; effects of retinoid are there already",
        "function: bha, usual; function: bhaa, usual; there is no 'bhaa'",
        "acne: 0.8, blackheads; acne: 1.8, blackheads; '1.8', expected a number from 0 to 1",
        "acne: 0.8, blackheads; acne: 0.8, blackhaeds; there is no 'blackhaeds' in Condition",
        "  - {slots: [cleanse, treat, moisturise]}; ; the last routine has conditions",
        "slots: [cleanse, treat, protect]; slots: [cleanse, makeup, protect]; expected three steps of skincare",
        "price: {value: 0.1, why; price: {value: much, why; 'much', expected a number",
        "stale_after_days: 180; stale_after_days: 1.5; '1.5', expected a whole number",
        "half: {value: 8, why; half: {value: 0, why; '0', expected a number from"
      })
  void refusesAFileWithAMistakeByLineAndReason(String right, String wrong, String reason) {
    String text = BUNDLED.replace(right, wrong == null ? "" : wrong);
    assertThat(text).isNotEqualTo(BUNDLED);
    assertThatThrownBy(() -> Weights.of(new DataFile("ranking.yaml", text)))
        .isInstanceOf(DermaflowException.class)
        .hasMessageContaining("line ")
        .hasMessageContaining(reason);
  }

  @Test
  void refusesLooksAndSentencesWithMistakes() {
    String looks = DataFile.resource(LookBook.class, "looks-v1.yaml").text();
    assertThatThrownBy(
            () ->
                LookBook.of(new DataFile("l.yaml", looks.replace("shape: [oval", "shape: [ovall"))))
        .hasMessageContaining("there is no 'ovall'");
    assertThatThrownBy(
            () ->
                LookBook.of(
                    new DataFile(
                        "l.yaml",
                        looks
                            .replace("calm: true", "calm: false")
                            .replace(
                                "preset: fresh_day_v1", "preset: fresh_day_v1\n    calm: false"))))
        .hasMessageContaining("no look is for skin that is calm: true");
    String sentences = DataFile.resource(Sentences.class, "sentences-v1.yaml").text();
    assertThatThrownBy(
            () ->
                Sentences.of(
                    new DataFile(
                        "s.yaml", sentences.replace("  acne: {en: acne, ms: jerawat}\n", ""))))
        .hasMessageContaining("'acne' is missing");
  }
}
