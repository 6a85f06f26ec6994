package io.dermaflow.scheduler.pages;

import static org.assertj.core.api.Assertions.assertThat;

import io.dermaflow.json.Json;
import io.dermaflow.models.Condition;
import io.dermaflow.models.Severity;
import io.dermaflow.models.SkinType;
import io.dermaflow.recommend.Chapter;
import io.dermaflow.recommend.Person;
import io.dermaflow.recommend.Slot;
import io.dermaflow.recommend.inci.AllergyTable;
import io.dermaflow.recommend.ranking.Knowledge;
import io.dermaflow.scheduler.serving.Analyses;
import io.dermaflow.scheduler.serving.Erasure;
import io.dermaflow.scoring.Outcome;
import io.dermaflow.scoring.OutcomeReason;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageWordsTest {

  private static final Path RESOURCES = Path.of("src/main/resources");
  private static final Path SCRIPTS = RESOURCES.resolve("static/skin/assets");
  private static final Path TEMPLATES = RESOURCES.resolve("templates/skin");

  private static final Map<String, String> ENGLISH = PageWords.of(Locale.ENGLISH);
  private static final Map<String, String> MALAY = PageWords.of(PageWords.MALAY);

  @Test
  void haveTheSameKeysInBothLanguages() throws IOException {
    assertThat(keys("words.properties")).isEqualTo(keys("words_ms.properties"));
    assertThat(ENGLISH.values()).noneMatch(String::isBlank);
    assertThat(MALAY.values()).noneMatch(String::isBlank);
  }

  /** From the files: a bundle would take what is missing from English. */
  private static List<String> keys(String file) throws IOException {
    List<String> keys = new ArrayList<>();
    for (String line :
        Files.readAllLines(RESOURCES.resolve("io/dermaflow/scheduler/pages").resolve(file))) {
      if (!line.isBlank() && !line.startsWith("#")) {
        keys.add(line.substring(0, line.indexOf('=')));
      }
    }
    assertThat(keys).doesNotHaveDuplicates();
    return keys;
  }

  @Test
  void haveTheSamePlacesInBothLanguages() {
    ENGLISH.forEach(
        (key, text) -> assertThat(places(MALAY.get(key))).as(key).isEqualTo(places(text)));
  }

  private static Set<String> places(String text) {
    return found(Pattern.compile("\\{(\\w+)}"), text);
  }

  private static Set<String> found(Pattern pattern, String text) {
    Set<String> found = new TreeSet<>();
    Matcher matcher = pattern.matcher(text);
    while (matcher.find()) {
      found.add(matcher.group(1));
    }
    return found;
  }

  @Test
  void haveEveryWordThatScriptsSay() throws IOException {
    Pattern said = Pattern.compile("\\b(?:t|known)\\(\\s*'([^']+)'");
    Set<String> keys = found(said, text(SCRIPTS, ".js"));
    assertThat(keys).hasSizeGreaterThan(50);
    assertThat(keys).allSatisfy(key -> assertThat(ENGLISH).containsKey("js." + key));
  }

  @Test
  void haveEveryWordThatTemplatesSay() throws IOException {
    Set<String> keys =
        found(Pattern.compile("#\\{([a-z][a-z_.0-9]*)[(}]"), text(TEMPLATES, ".html"));
    assertThat(keys).hasSizeGreaterThan(60);
    assertThat(keys).allSatisfy(key -> assertThat(ENGLISH).containsKey(key));
  }

  private static String text(Path folder, String extension) throws IOException {
    StringBuilder text = new StringBuilder();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(extension)).sorted().toList()) {
        text.append(Files.readString(file)).append('\n');
      }
    }
    return text.toString();
  }

  @Test
  void haveWordsForEveryValueThatTheApiGives() {
    List<String> keys = new ArrayList<>();
    add(keys, "grade.", Severity.values(), false);
    add(keys, "type.", SkinType.values(), false);
    add(keys, "type_from.", Person.TypeFrom.values(), false);
    add(keys, "condition.", Condition.values(), true);
    add(keys, "slot.", Slot.values(), true);
    add(keys, "reason.", OutcomeReason.values(), false);
    add(keys, "status.", Analyses.Status.values(), false);
    Arrays.stream(OutcomeReason.values())
        .filter(reason -> reason.outcome() == Outcome.SET_ASIDE)
        .forEach(reason -> keys.add("error.422_" + reason.name().toLowerCase(Locale.ROOT)));
    for (Chapter chapter : Chapter.values()) {
      keys.add("chapter." + chapter.number());
      keys.add("chapter." + chapter.number() + "_because");
    }
    for (RecordComponent count : Erasure.Erased.class.getRecordComponents()) {
      keys.add("count." + count.getName());
    }
    for (String step : List.of("visit", "place", "send", "analyze")) {
      keys.add("step." + step);
    }
    for (String reason : List.of("expired", "refused", "network")) {
      keys.add("sending." + reason);
    }
    assertThat(keys).allSatisfy(key -> assertThat(ENGLISH).containsKey("js." + key));
  }

  private static void add(List<String> keys, String prefix, Enum<?>[] values, boolean lower) {
    for (Enum<?> value : values) {
      keys.add(prefix + (lower ? value.name().toLowerCase(Locale.ROOT) : value.name()));
    }
  }

  @Test
  void nameReasonsByTheTextThatTheApiGives() {
    Map<?, ?> words = Json.read(PageWords.forScripts(PageWords.MALAY), Map.class);
    assertThat(words.get("type_from." + Person.TypeFrom.SEEN.text()))
        .isEqualTo("dilihat dalam gambar anda");
  }

  @ParameterizedTest
  @ValueSource(strings = {"survey", "result", "data"})
  void renderInBothLanguagesWithoutMissingWordsOrInlineCode(String page) {
    for (Locale language : PageWords.LANGUAGES) {
      String html = RenderedPages.html(page, language);
      assertThat(html)
          .contains("<html lang=\"" + language.getLanguage() + "\"")
          .doesNotContain("??")
          .doesNotContain("th:")
          .doesNotContainPattern("(?i)<style|\\sstyle=|\\son[a-z]+=|<script(?![^>]*\\ssrc=)")
          .doesNotContainPattern("(?:src|href)=\"(?:https?:)?//");
    }
  }

  /** Nobody is told that they have something, and everybody that this is no advice. */
  @Test
  void giveNoDiagnosis() {
    assertThat(ENGLISH.get("page.medical")).contains("no medical advice", "no diagnosis");
    assertThat(MALAY.get("page.medical")).contains("bukan nasihat perubatan", "bukan diagnosis");
    assertThat(ENGLISH.values())
        .noneMatch(text -> text.matches("(?i).*\\byou (have (?!not)|suffer).*"));
  }

  @Test
  void suggestOnlyAllergiesAndActivesThatAreUnderstood() throws IOException {
    Knowledge knowledge = Knowledge.bundled();
    Set<String> families = families();
    for (Map<String, String> words : List.of(ENGLISH, MALAY)) {
      String suggested = Objects.requireNonNull(words.get("survey.allergies_suggested"));
      assertThat(AllergyTable.said(List.of(suggested.split(","))))
          .hasSize(8)
          .allMatch(
              said ->
                  families.contains(said) || !knowledge.ingredients().functionsIn(said).isEmpty());
    }
    assertThat(SkinPages.ACTIVES)
        .allSatisfy(active -> assertThat(knowledge.ingredients().functionsIn(active)).isNotEmpty());
    assertThat(ENGLISH.keySet().stream().filter(key -> key.startsWith("survey.active_")))
        .hasSameSizeAs(SkinPages.ACTIVES);
  }

  /** Names of families of allergies. */
  private static Set<String> families() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(AllergyTable.class.getResourceAsStream("allergies-v1.csv"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .flatMap(line -> Arrays.stream(line.split(",", 3)[1].split("\\|")))
          .collect(Collectors.toSet());
    }
  }
}
