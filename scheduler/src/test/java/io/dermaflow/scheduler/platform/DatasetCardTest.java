package io.dermaflow.scheduler.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.dermaflow.datasets.DatasetGate.Action;
import io.dermaflow.datasets.DatasetGate.Rule;
import io.dermaflow.datasets.DatasetVersion;
import io.dermaflow.datasets.ItemState;
import io.dermaflow.datasets.Labels;
import io.dermaflow.datasets.LedgerItem;
import io.dermaflow.datasets.LikeItems;
import io.dermaflow.datasets.VersionItem;
import io.dermaflow.datasets.VersionReport;
import io.dermaflow.datasets.VersionReport.GateFinding;
import io.dermaflow.datasets.VersionReport.SourceCount;
import io.dermaflow.scheduler.platform.DatasetCard.Check;
import io.dermaflow.scheduler.platform.DatasetCard.Fact;
import io.dermaflow.scheduler.platform.DatasetCard.Part;
import io.dermaflow.scheduler.platform.DatasetCard.Strip;
import io.dermaflow.scheduler.platform.DatasetCard.Tile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetCardTest {

  private static final String HOSTILE = "\"><script>alert(1)</script>";
  private static final String ESCAPED = "&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;";
  private static final String LONG = "🙂".repeat(500);
  private static final String BASE = "../s3/dermaflow/";
  private static final Labels MILD = new Labels("MILD", "OILY", Set.of("DARK_SPOTS", "ACNE"));
  private static final Labels SEVERE = new Labels("VERY_SEVERE", null, Set.of());

  private static final DatasetVersion VERSION =
      new DatasetVersion(
          "acne",
          3,
          "d1".repeat(32),
          10,
          Map.of("train", 6, "valid", 1, "test", 3),
          8,
          1,
          3,
          Instant.parse("2026-03-01T02:03:04.567Z"));

  private static final VersionReport REPORT =
      new VersionReport(
          "c2".repeat(32),
          10,
          Map.of("train", 6, "valid", 1, "test", 3),
          Map.of(
              "severity",
              Map.of(
                  "VERY_SEVERE", Map.of("train", 2, "test", 1),
                  "MILD", Map.of("train", 4, "valid", 1, "test", 1))),
          Map.of("monk-10", Map.of("train", 1), "fitzpatrick-2", Map.of("test", 3)),
          List.of(new SourceCount(HOSTILE, 10, "CC-BY-4.0", "")),
          Map.of("1", 6, "2", 2),
          2,
          1,
          70,
          Map.of("CONFLICTING_LABELS", 2, "UNREADABLE", 1),
          "DERMAFLOW",
          "made by group",
          List.of(
              new GateFinding(
                  Rule.MIN_PER_CLASS_AND_SPLIT, Action.WARN, false, 0, 5, "severity MILD in valid"),
              new GateFinding(Rule.LABEL_SHIFT, Action.WARN, true, 0.04, 0.1, "severity MILD"),
              new GateFinding(Rule.DUPLICATES, Action.REFUSE, false, 0.25, 0.2, "1 items")),
          Map.of("split_seed", "7", "label_table", "2"));

  private static final List<LikeItems> DUPLICATES =
      List.of(new LikeItems("a.jpg", "o/0", HOSTILE, "o/0", 1, false));

  private static final List<LikeItems> ALIKE =
      List.of(new LikeItems("a.jpg", "o/0", "b.jpg", "o/1", 0.973, true));

  private static final List<LedgerItem> QUARANTINE =
      List.of(
          aside(HOSTILE, "ee", MILD, "CONFLICTING_LABELS"),
          aside("other.jpg", "ee", SEVERE, "CONFLICTING_LABELS"),
          aside(LONG, null, Labels.NONE, "UNREADABLE"));

  @TempDir Path folder;

  private static LedgerItem aside(String key, String sha256, Labels labels, String reason) {
    return new LedgerItem(
        key,
        "etag",
        9,
        sha256,
        labels,
        null,
        null,
        null,
        ItemState.SET_ASIDE,
        reason,
        "found <b>" + key,
        sha256 == null ? null : "o/" + sha256);
  }

  private static VersionItem item(int number, String split, Labels labels) {
    String sha256 = "%064d".formatted(number);
    return new VersionItem(number, number + ".jpg", sha256, "o/" + number, labels, "g", split);
  }

  private static DatasetCard card(List<VersionItem> items, String base) {
    return DatasetCard.of(VERSION, REPORT, items, DUPLICATES, ALIKE, QUARANTINE, base);
  }

  private static List<VersionItem> items() {
    return List.of(item(0, "train", MILD), item(1, "test", SEVERE), item(2, "train", Labels.NONE));
  }

  @Test
  void saysWhatIdentifiesTheVersion() {
    DatasetCard card = card(items(), null);
    assertThat(card.title()).isEqualTo("acne@3");
    assertThat(card.facts())
        .containsExactly(
            new Fact("Digest", "d1".repeat(32)),
            new Fact("Content digest", "c2".repeat(32)),
            new Fact("Sealed at", "2026-03-01 02:03:04 UTC"),
            new Fact("Items", "10"),
            new Fact("Groups", "8"),
            new Fact("Splits", "train 6 (60.0 %), valid 1 (10.0 %), test 3 (30.0 %)"),
            new Fact("Splits made by", "Dermaflow"),
            new Fact("Note on the splits", "made by group"));
    assertThat(card.provenance())
        .containsExactly(new Fact("label_table", "2"), new Fact("split_seed", "7"));
    assertThat(card.largestGroup()).isEqualTo("2 (20.0 %)");
  }

  @Test
  void putsTheVerdictOfEachRuleIntoAWord() {
    assertThat(card(items(), null).checks())
        .containsExactly(
            new Check(
                "each label has at least so many items in each split",
                "min-per-class-and-split",
                "0",
                "severity MILD in valid",
                "at least 5",
                "warns"),
            new Check(
                "no label's share among the labelled changed by more since the last version",
                "label-shift",
                "4.0 points",
                "severity MILD",
                "at most 10.0 points",
                "passed"),
            new Check(
                "not more of the items are byte-identical to others",
                "duplicates",
                "25.0 %",
                "1 items",
                "at most 20.0 %",
                "refuses"));
  }

  @Test
  void stacksTheSplitsOfALabel() {
    DatasetCard.Chart chart = card(items(), null).heads().get(0);
    assertThat(chart.title()).isEqualTo("severity");
    assertThat(chart.note())
        .isEqualTo("2 of 3 items are labelled. Shares are of the labels in the column.");
    assertThat(chart.said()).isEqualTo("severity: mild 6 (66.7 %), very severe 3 (33.3 %)");
    assertThat(chart.height()).isEqualTo(88);
    DatasetCard.Bar mild = chart.bars().get(0);
    assertThat(mild.parts())
        .containsExactly(
            new Part("train", "0.000%", "66.667%"),
            new Part("valid", "66.667%", "16.667%"),
            new Part("test", "83.333%", "16.667%"));
    assertThat(mild.cells()).containsExactly("4 (66.7 %)", "1 (100.0 %)", "1 (50.0 %)");
    DatasetCard.Bar severe = chart.bars().get(1);
    assertThat(severe.y()).isEqualTo(44);
    assertThat(severe.parts())
        .containsExactly(
            new Part("train", "0.000%", "33.333%"), new Part("test", "33.333%", "16.667%"));
    assertThat(severe.cells()).containsExactly("2 (33.3 %)", "0 (0.0 %)", "1 (50.0 %)");
  }

  @Test
  void showsAllTenMonkTonesWhereThereIsOne() {
    DatasetCard.Chart tones = card(items(), null).tones();
    assertThat(tones.note())
        .isEqualTo("A source says the tone of 4 of 10 items. Shares are of these.");
    assertThat(tones.bars()).hasSize(11);
    assertThat(tones.bars().get(0).name()).isEqualTo("monk 1");
    assertThat(tones.bars().get(0).chip()).isEqualTo("#f6ede4");
    assertThat(tones.bars().get(0).parts()).isEmpty();
    assertThat(tones.bars().get(9).chip()).isEqualTo("#292420");
    assertThat(tones.bars().get(9).text()).isEqualTo("1 (25.0 %)");
    assertThat(tones.bars().get(10).name()).isEqualTo("fitzpatrick 2");
    assertThat(tones.bars().get(10).chip()).isEmpty();
    assertThat(tones.bars().get(10).parts())
        .containsExactly(new Part("test", "0.000%", "100.000%"));
  }

  @Test
  void choosesSixTilesEvenlyByDigestWhateverTheOrder() {
    List<VersionItem> items =
        new ArrayList<>(
            IntStream.range(0, 13)
                .mapToObj(i -> item(i, "train", new Labels("MILD", null, null)))
                .toList());
    DatasetCard inOrder = card(items, BASE);
    Collections.reverse(items);
    DatasetCard.Sheet sheet = card(items, BASE).sheets().get(0);
    assertThat(inOrder.sheets().get(0)).isEqualTo(sheet);
    assertThat(sheet.text()).isEqualTo("severity mild");
    assertThat(sheet.strips().stream().map(Strip::text))
        .containsExactly("train: 13 in all, 6 shown.", "valid: None.", "test: None.");
    assertThat(sheet.strips().get(0).tiles().stream().map(Tile::key))
        .containsExactly("0.jpg", "2.jpg", "4.jpg", "6.jpg", "8.jpg", "10.jpg");
  }

  @Test
  void refersToPicturesByEncodedUrl() {
    VersionItem odd = new VersionItem(1, HOSTILE, "aa", "d/a b/ü#1?.jpg", MILD, "g", "train");
    DatasetCard card = card(List.of(odd), BASE);
    assertThat(card.sheets().stream().map(DatasetCard.Sheet::text))
        .containsExactly(
            "conditions acne", "conditions dark spots", "severity mild", "skin type oily");
    assertThat(card.sheets().get(0).strips().get(0).tiles())
        .containsExactly(
            new Tile(
                BASE + "d/a%20b/%C3%BC%231%3F.jpg",
                "severity mild, skin type oily, conditions acne, conditions dark spots",
                HOSTILE));
  }

  @Test
  void putsPairsAndConflictsSideBySide() {
    DatasetCard card = card(items(), BASE);
    assertThat(card.duplicates().text()).isEqualTo("1 in all, 1 shown.");
    assertThat(card.duplicates().strips().get(0).tiles().get(1).key()).isEqualTo(HOSTILE);
    assertThat(card.likePairs().text()).isEqualTo("70 in all, 1 shown.");
    assertThat(card.likePairs().strips())
        .containsExactly(
            new Strip(
                "97.3 % alike, mirrored",
                List.of(
                    new Tile(
                        BASE + "o/0",
                        "severity mild, skin type oily, conditions acne, conditions dark spots",
                        "a.jpg"),
                    new Tile(BASE + "o/1", "severity very severe, conditions none", "b.jpg"))));
    assertThat(card.conflicts().text()).isEqualTo("1 in all, 1 shown.");
    assertThat(card.conflicts().strips().get(0).text()).isEqualTo("ee");
    assertThat(card.conflicts().strips().get(0).tiles().stream().map(Tile::key))
        .containsExactly(HOSTILE, "other.jpg");
  }

  @Test
  void showsTheFirstTwoHundredThatAreSetAside() {
    List<LedgerItem> many = Collections.nCopies(1234, QUARANTINE.get(2));
    DatasetCard card = DatasetCard.of(VERSION, REPORT, items(), List.of(), List.of(), many, null);
    assertThat(card.aside()).hasSize(200);
    assertThat(card.asideText()).isEqualTo("1,234 in all, 200 shown.");
    assertThat(card.conflicts().text()).isEqualTo("None.");
    assertThat(card.reasons().bars().stream().map(DatasetCard.Bar::text))
        .containsExactly("2 (66.7 %)", "1 (33.3 %)");
  }

  @Test
  void writesAPageThatEscapesEverythingAndLoadsNothing() throws IOException {
    Path file = folder.resolve("reports/acne-3.html");
    List<VersionItem> items = new ArrayList<>(items());
    items.add(new VersionItem(9, HOSTILE, "ff", "o/9", MILD, "g", "valid"));
    assertThat(new DatasetCardPage().write(card(items, BASE), file)).isEqualTo(file);
    String page = Files.readString(file);
    assertThat(page)
        .contains("<title>acne@3, dataset card</title>")
        .contains("title=\"" + ESCAPED + "\"", ">" + ESCAPED + "</code>", LONG, "found &lt;b&gt;")
        .contains("src=\"../s3/dermaflow/o/0\"", "width=\"66.667%\"", "fill=\"#292420\"")
        .contains("alt=\"severity very severe, conditions none\"")
        .contains("transform=\"translate(0 44)\"", "not stated", "97.3 % alike, mirrored")
        .contains("class=\"verdict refuses\">refuses<", "aria-label=\"severity: mild 6 (66.7 %)")
        .doesNotContain("<script", "http://", "https://", " th:", "th:fragment", "${")
        .doesNotContain("Pictures are shown for the embedded storage only");
    try (Stream<Path> files = Files.list(file.getParent())) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void saysWhyThereAreNoPicturesAndNoTones() {
    VersionReport bare =
        new VersionReport(
            "c2",
            3,
            Map.of("train", 3),
            Map.of(),
            Map.of(),
            List.of(),
            Map.of(),
            0,
            0,
            0,
            Map.of(),
            "SOURCE",
            null,
            List.of(),
            Map.of());
    DatasetCard card =
        DatasetCard.of(VERSION, bare, items(), DUPLICATES, List.of(), QUARANTINE, null);
    assertThat(card.sheets()).isEmpty();
    assertThat(new DatasetCardPage().html(card))
        .contains("Pictures are shown for the embedded storage only; they stay where they are.")
        .contains("No source says a skin tone.", "No item has a label.", "Nothing was set aside.")
        .contains("No rule was on.", "None is named.", "Nothing is recorded.", ESCAPED)
        .doesNotContain("<img", "<script");
  }
}
