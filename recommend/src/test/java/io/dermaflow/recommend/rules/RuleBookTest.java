package io.dermaflow.recommend.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dermaflow.errors.DermaflowException;
import io.dermaflow.recommend.data.DataFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleBookTest {

  private static final String BUNDLED = DataFile.resource(RuleBook.class, "rules-v2.yaml").text();

  @TempDir Path folder;

  private static RuleBook read(String text) {
    return RuleBook.of(new DataFile("rules.yaml", text));
  }

  @Test
  void givesEveryRuleAReasonInTwoLanguagesAndASource() {
    RuleBook book = RuleBook.bundled();
    assertThat(book.rules().size()).isEqualTo(27);
    assertThat(book.rules())
        .allSatisfy(
            rule -> {
              assertThat(rule.text().en()).isNotBlank();
              assertThat(rule.text().ms()).isNotBlank().isNotEqualTo(rule.text().en());
              assertThat(rule.source()).isNotBlank();
            })
        .isSortedAccordingTo(Comparator.comparing(Rule::kind));
    assertThat(book.name()).startsWith("rules-2/").hasSize(20);
  }

  @Test
  void readsAFileOfAnOperators() throws IOException {
    Path file = folder.resolve("mine.yaml");
    Files.writeString(file, BUNDLED.replace("version: rules-2", "version: mine-1"));
    assertThat(RuleBook.of(DataFile.of(file)).version()).isEqualTo("mine-1");
    assertThatThrownBy(() -> DataFile.of(folder.resolve("none.yaml")))
        .isInstanceOf(DermaflowException.class)
        .hasMessageContaining("cannot be read");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "exclude: {withdrawn: true}; exclude: {withdrwn: true}; line 28: unknown key 'withdrwn'",
        "age_below: 12; age_below: twelve; 'twelve', expected a number from 1 to 120",
        "age_below: 12; age_below: 0; '0', expected a number from 1 to 120",
        "severity: [moderate]; severity: [medium]; there is no 'medium', expected one of clear mild",
        "contains: [hydroquinone]; contains: [hydrokinone]; there is no 'hydrokinone'",
        "contains: [\"@actives\"]; contains: [\"@activs\"]; there is no group 'activs'",
        "id: allergy; id: withdrawn; there is a rule 'withdrawn' already",
        "id: allergy; id: The Allergy; id 'The Allergy', expected lower-case letters",
        "kind: budget; kind: advice; kind 'advice' does not go with 'exclude'",
        "with: used; with: never; 'never', expected used, set or both",
        "when: {pregnant: true}; when: {pregnant: false}; 'pregnant: false' says nothing",
        "exclude: {allergen: true}; exclude: {withdrawn: true}; no rule excludes what is allergen",
        "age_below: 12; stale: true; no rule is for children",
        "stronger_than: 1; stronger_than: -1; '-1', expected a number from 0 to 100",
        "version: rules-2; versoin: rules-2; unknown key 'versoin'",
        "    source: the catalogue; ; 'source' is missing",
        "rules:; rules: [; no YAML"
      })
  void refusesAFileWithAMistakeByLineAndReason(String right, String wrong, String reason) {
    String text = BUNDLED.replace(right, wrong == null ? "" : wrong);
    assertThat(text).isNotEqualTo(BUNDLED);
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(DermaflowException.class)
        .hasMessageContaining("rules.yaml cannot be used")
        .hasMessageContaining("line ")
        .hasMessageContaining(reason);
  }

  @Test
  void tellsAllMistakesAtOnce() {
    assertThatThrownBy(
            () ->
                read(
                    BUNDLED
                        .replace("severity: [moderate]", "severity: [medium]")
                        .replace("with: used", "with: never")))
        .hasMessageContaining("'medium'")
        .hasMessageContaining("'never'");
  }

  @Test
  void refusesRulesThatWouldExcludeEverything() {
    assertThatThrownBy(
            () ->
                read(
                    BUNDLED.replace(
                        "exclude: {contains: [retinoid]}", "exclude: {leave_on: true}")))
        .hasMessageContaining("'exclude' would exclude every product");
    assertThatThrownBy(() -> read("")).hasMessageContaining("the file is empty");
    assertThatThrownBy(() -> read("- a\n")).hasMessageContaining("expected 'key: value' entries");
    assertThatThrownBy(() -> read("version: a\nversion: b\n"))
        .hasMessageContaining("line 2: 'version' is there twice");
  }
}
