package io.dermaflow.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import io.dermaflow.datasets.DatasetGate.Action;
import io.dermaflow.datasets.DatasetGate.Limit;
import io.dermaflow.datasets.DatasetGate.Rule;
import io.dermaflow.datasets.likeness.Fingerprint;
import io.dermaflow.datasets.splits.SplitMode;
import io.dermaflow.errors.DermaflowException;
import io.dermaflow.ids.Digests;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every {@link DatasetLedger} must do. */
public abstract class DatasetLedgerContract {

  private static final SealRules RULES = SealRules.of(7);

  private final DatasetLedger ledger = emptyLedger();

  protected abstract DatasetLedger emptyLedger();

  /** An item under construction. */
  private record Some(
      String key,
      String content,
      @Nullable String severity,
      @Nullable String type,
      @Nullable String group,
      @Nullable String split,
      Details details,
      @Nullable Fingerprint look) {

    static Some of(String key, String content, @Nullable String severity) {
      return new Some(key, content, severity, null, null, null, Details.NONE, null);
    }

    Some in(String other) {
      return new Some(key, content, severity, type, other, split, details, look);
    }

    Some split(String other) {
      return new Some(key, content, severity, type, group, other, details, look);
    }

    Some type(String other) {
      return new Some(key, content, severity, other, group, split, details, look);
    }

    Some with(Details other) {
      return new Some(key, content, severity, type, group, split, other, look);
    }

    Some looking(long seed) {
      return new Some(
          key, content, severity, type, group, split, details, DatasetLedgerContract.look(seed));
    }

    LedgerItem item() {
      return new LedgerItem(
          key,
          "etag-" + content,
          1,
          Digests.sha256(content),
          new Labels(severity, type, null),
          null,
          group,
          split,
          ItemState.READY,
          null,
          null,
          "objects/" + content,
          details,
          "source",
          null,
          look);
    }
  }

  private static Fingerprint look(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    long[] pattern = new long[Fingerprint.PATTERN_LONGS];
    for (int i = 0; i < pattern.length; i += 2) {
      pattern[i] = random.nextLong();
      pattern[i + 1] = ~pattern[i] & random.nextLong();
    }
    return new Fingerprint(
        random.nextLong(),
        random.longs(Fingerprint.SKETCH_LONGS).toArray(),
        random.longs(Fingerprint.SKETCH_LONGS).toArray(),
        pattern);
  }

  private void add(long run, Some... some) {
    ledger.add("d", run, List.of(some).stream().map(Some::item).toList());
  }

  private static List<LedgerItem> items(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(i -> Some.of("k" + i, "c" + i, i % 4 == 0 ? "SEVERE" : "MILD").item())
        .toList();
  }

  private List<String> keys(DatasetVersion version) {
    return ledger.items(version).stream().map(VersionItem::key).sorted().toList();
  }

  private static SourceEntry offered(String key, String etag, Labels labels) {
    return new SourceEntry(
        new StoredObject(key, etag, 1, Instant.EPOCH), labels, null, null, null, null);
  }

  @Test
  void knowsWhatItHasByKeyEtagAndWhatWasSaid() {
    ledger.add("d", 1, items(1, 3));
    SourceEntry known = offered("k1", "etag-c1", new Labels("MILD", null, null));
    SourceEntry changed = offered("k1", "etag-other", new Labels("MILD", null, null));
    SourceEntry relabelled = offered("k1", "etag-c1", new Labels("SEVERE", null, null));
    List<SourceEntry> all = List.of(known, changed, relabelled);
    assertThat(ledger.unknown("d", "source", all)).containsExactly(changed, relabelled);
    assertThat(ledger.unknown("another", "source", all)).hasSize(3);
  }

  @Test
  void sealsTheSameContentOnceOnly() {
    ledger.add("d", 1, items(0, 50));
    DatasetVersion first = ledger.seal("d", RULES);
    assertThat(first.version()).isEqualTo(1);
    assertThat(ledger.seal("d", RULES)).isEqualTo(first);
    ledger.add("d", 2, items(50, 51));
    DatasetVersion second = ledger.seal("d", RULES);
    assertThat(second.version()).isEqualTo(2);
    assertThat(second.items()).isEqualTo(51);
    assertThat(ledger.added("d", 2)).isEqualTo(new DatasetLedger.Added(1, 0));
  }

  @Test
  void givesTheSameDigestInWhateverOrderItemsCome() {
    List<LedgerItem> items = new ArrayList<>(items(0, 80));
    ledger.add("d", 1, items);
    Collections.shuffle(items, new Random(5));
    ledger.add("other", 2, items.subList(0, 30));
    ledger.add("other", 2, items.subList(30, 80));
    assertThat(ledger.seal("other", RULES).digest()).isEqualTo(ledger.seal("d", RULES).digest());
  }

  @Test
  void movesNoOldItemToAnotherSplitWhenNewOnesCome() {
    ledger.add("d", 1, items(0, 200));
    Map<String, String> before = splits(ledger.seal("d", RULES));
    ledger.add("d", 2, items(200, 400));
    assertThat(splits(ledger.seal("d", RULES))).containsAllEntriesOf(before).hasSize(400);
    assertThat(
            before.values().stream()
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting())))
        .isEqualTo(Map.of("train", 140L, "valid", 20L, "test", 40L));
  }

  private Map<String, String> splits(DatasetVersion version) {
    return ledger.items(version).stream()
        .collect(Collectors.toMap(VersionItem::key, VersionItem::split));
  }

  @Test
  void keepsOneOfIdenticalPicturesAndNoneThatContradict() {
    add(
        1,
        Some.of("b", "same", "MILD"),
        Some.of("a", "same", "MILD"),
        Some.of("c", "torn", "MILD"),
        Some.of("d", "torn", "SEVERE"));
    DatasetVersion version = ledger.seal("d", RULES);
    assertThat(keys(version)).containsExactly("a");
    assertThat(version.duplicates()).isEqualTo(2); // b like a, d like c
    assertThat(ledger.duplicates(version, 9)).extracting(LikeItems::keyB).containsExactly("b");
    assertThat(ledger.quarantine("d"))
        .extracting(LedgerItem::key, LedgerItem::reason)
        .containsExactly(tuple("c", "CONFLICTING_LABELS"), tuple("d", "CONFLICTING_LABELS"));
  }

  @Test
  void usesAPictureInConflictOnceAPersonSaidWhichLabelIsRight() {
    add(1, Some.of("a", "torn", "MILD"), Some.of("b", "torn", "SEVERE"), Some.of("c", "x", "MILD"));
    ledger.seal("d", RULES);
    assertThat(ledger.resolve("d", "b")).isEqualTo(1);
    DatasetVersion version = ledger.seal("d", RULES);
    assertThat(ledger.items(version))
        .extracting(VersionItem::key, i -> i.labels().severity())
        .containsExactlyInAnyOrder(tuple("b", "SEVERE"), tuple("c", "MILD"));
    assertThat(ledger.quarantine("d")).isEmpty();
    assertThatThrownBy(() -> ledger.resolve("d", "c")).hasMessageContaining("in no conflict");
  }

  @Test
  void usesAPictureInConflictOnceItsSourceCorrectedALabel() {
    add(1, Some.of("a", "torn", "MILD"), Some.of("b", "torn", "SEVERE"), Some.of("c", "x", "MILD"));
    assertThat(keys(ledger.seal("d", RULES))).containsExactly("c");
    add(2, Some.of("b", "torn", "MILD"));
    assertThat(keys(ledger.seal("d", RULES))).containsExactly("a", "c");
  }

  @Test
  void putsTheLabelsOfIdenticalPicturesTogether() {
    add(1, Some.of("a", "same", "MILD"), Some.of("b", "same", null).type("OILY"));
    assertThat(ledger.items(ledger.seal("d", RULES)))
        .extracting(VersionItem::labels)
        .containsExactly(new Labels("MILD", "OILY", null));
  }

  @Test
  void refusesAManifestWhoseGroupLiesInTwoSplits() {
    add(
        1,
        Some.of("a", "1", "MILD").in("person").split("train"),
        Some.of("b", "2", "MILD").in("person").split("test"));
    assertThatThrownBy(() -> ledger.seal("d", RULES))
        .isInstanceOf(DermaflowException.class)
        .hasMessageContaining("1 pairs of one group lie in two splits")
        .hasMessageContaining("(train) and")
        .hasMessageContaining("(test)");
    assertThat(ledger.find("d", 0)).isEmpty();
    DatasetVersion ours = ledger.seal("d", new SealRules(7, SplitMode.OURS, DatasetGate.DEFAULT));
    assertThat(ours.splits()).hasSize(1);
  }

  @Test
  void doesNotFollowTheFoldersOfASourceThatLeaks() {
    Details byFolder =
        new Details(null, null, null, null, List.of(new Annotation("folder", "split", "x")));
    add(
        1,
        Some.of("a", "1", "MILD").in("p").split("train").with(byFolder),
        Some.of("b", "2", "MILD").in("p").split("test").with(byFolder),
        Some.of("c", "3", "MILD").split("test").with(byFolder));
    DatasetVersion version = ledger.seal("d", RULES);
    VersionReport report = ledger.findReport(version).orElseThrow();
    assertThat(report.splitsBy()).isEqualTo("DERMAFLOW");
    assertThat(report.note()).contains("not followed");
    assertThat(splits(version).get("a")).isEqualTo(splits(version).get("b"));
  }

  @Test
  void keepsPicturesThatShowTheSameInOneSplitAndSaysWhichTheyAre() {
    List<LedgerItem> all = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      all.add(Some.of("k" + i, "c" + i, "MILD").looking(i / 2).item());
    }
    ledger.add("d", 1, all);
    DatasetVersion version = ledger.seal("d", RULES);
    assertThat(version.groups()).isEqualTo(20);
    assertThat(ledger.likePairs(version, 100)).hasSize(20);
    Map<String, String> splits = splits(version);
    for (int i = 0; i < 40; i += 2) {
      assertThat(splits.get("k" + i)).isEqualTo(splits.get("k" + (i + 1)));
    }
  }

  @Test
  void setsAsideANewPictureThatWouldJoinGroupsOfTwoSplits() {
    ledger.add("d", 1, items(0, 60));
    Map<String, String> splits = splits(ledger.seal("d", RULES));
    String train = keyIn(splits, "train");
    String test = keyIn(splits, "test");
    ledger.add(
        "d",
        2,
        List.of(
            Some.of("t", "c" + train.substring(1), label(train)).in("one").item(),
            Some.of("u", "c" + test.substring(1), label(test)).in("two").item(),
            Some.of("v", "new", "MILD").in("one").item(),
            Some.of("w", "newer", "MILD").in("two").item()));
    assertThat(ledger.seal("d", RULES).items()).isEqualTo(62);
    // Of one subject with both groups: no place is right for it.
    Some bridge = Some.of("x", "newest", "MILD").in("one").looking(5);
    ledger.add(
        "d", 3, List.of(bridge.item(), Some.of("y", "y", "MILD").in("two").looking(5).item()));
    DatasetVersion version = ledger.seal("d", RULES);
    assertThat(version.items()).isEqualTo(63);
    assertThat(ledger.quarantine("d"))
        .extracting(LedgerItem::reason)
        .containsExactly("BRIDGES_SPLITS");
    assertThat(ledger.quarantine("d").get(0).evidence()).contains("(train)").contains("(test)");
  }

  private static String keyIn(Map<String, String> splits, String split) {
    return splits.entrySet().stream()
        .filter(e -> e.getValue().equals(split))
        .map(Map.Entry::getKey)
        .sorted()
        .findFirst()
        .orElseThrow();
  }

  private static String label(String key) {
    return Integer.parseInt(key.substring(1)) % 4 == 0 ? "SEVERE" : "MILD";
  }

  @Test
  void replacesAnItemWhoseBytesOrLabelsChanged() {
    add(1, Some.of("k", "old", "MILD"), Some.of("l", "other", "MILD"));
    ledger.seal("d", RULES);
    add(2, Some.of("k", "new", "MILD"), Some.of("l", "other", "SEVERE"));
    DatasetVersion second = ledger.seal("d", RULES);
    assertThat(ledger.items(second))
        .extracting(VersionItem::sha256, i -> i.labels().severity())
        .containsExactlyInAnyOrder(
            tuple(Digests.sha256("new"), "MILD"), tuple(Digests.sha256("other"), "SEVERE"));
    VersionDiff diff = ledger.diff(ledger.find("d", 1).orElseThrow(), second);
    assertThat(List.of(diff.added(), diff.removed(), diff.relabelled(), diff.moved()))
        .containsExactly(1, 1, 1, 0);
    assertThat(diff.examples()).anyMatch(line -> line.equals("~ l: MILD → SEVERE"));
  }

  private static LedgerItem from(String source, Some some) {
    LedgerItem item = some.item();
    return new LedgerItem(
        item.key(),
        item.etag(),
        item.size(),
        item.sha256(),
        item.labels(),
        null,
        null,
        null,
        ItemState.READY,
        null,
        null,
        item.objectKey(),
        Details.NONE,
        source,
        null,
        item.fingerprint());
  }

  @Test
  void keepsItemsOfOneKeyFromTwoSources() {
    ledger.add("d", 1, List.of(from("A", Some.of("acne/1.jpg", "1", "MILD"))));
    ledger.add("d", 2, List.of(from("B", Some.of("acne/1.jpg", "2", "MILD"))));
    assertThat(ledger.seal("d", RULES).items()).isEqualTo(2);
    SourceEntry again = offered("acne/1.jpg", "etag-1", new Labels("MILD", null, null));
    assertThat(ledger.unknown("d", "A", List.of(again))).isEmpty();
    assertThat(ledger.unknown("d", "C", List.of(again))).hasSize(1);
  }

  @Test
  void takesBackALabelThatIsWhatItWas() {
    for (String severity : List.of("MILD", "SEVERE", "MILD")) {
      Some some = Some.of("k", "1", severity);
      SourceEntry entry = offered("k", "etag-1", new Labels(severity, null, null));
      assertThat(ledger.unknown("d", "source", List.of(entry))).hasSize(1);
      add(1, some);
      assertThat(ledger.items(ledger.seal("d", RULES)))
          .extracting(i -> i.labels().severity())
          .containsExactly(severity);
    }
  }

  @Test
  void comparesAPictureThatComesBackWithThoseThatCameMeanwhile() {
    ledger.add("d", 1, items(0, 60));
    add(1, Some.of("x", "x", "MILD").looking(9));
    Map<String, String> first = splits(ledger.seal("d", RULES));
    add(2, Some.of("x2", "x", "SEVERE")); // a conflict: x is out
    add(2, Some.of("y", "y", "MILD").looking(9));
    assertThat(splits(ledger.seal("d", RULES))).doesNotContainKey("x").containsKey("y");
    ledger.resolve("d", "x");
    DatasetVersion third = ledger.seal("d", RULES);
    Map<String, String> last = splits(third);
    assertThat(first).containsKey("x");
    if (last.containsKey("x") && last.containsKey("y")) {
      assertThat(last.get("y")).isEqualTo(last.get("x"));
    } else {
      assertThat(ledger.quarantine("d"))
          .extracting(LedgerItem::reason)
          .containsExactly("BRIDGES_SPLITS");
    }
  }

  @Test
  void keepsTheGroupsOfAPictureWhoseLabelsWereWrong() {
    add(
        1,
        Some.of("a", "torn", "MILD"),
        Some.of("b", "torn", "SEVERE").in("person"),
        Some.of("c", "c", "MILD").in("person"));
    ledger.seal("d", RULES);
    ledger.resolve("d", "a");
    Map<String, String> splits = splits(ledger.seal("d", RULES));
    assertThat(splits).containsOnlyKeys("a", "c");
    assertThat(splits.get("a")).isEqualTo(splits.get("c"));
  }

  @Test
  void showsConflictsAlsoWhereNoVersionCanBeMade() {
    add(1, Some.of("a", "torn", "MILD"), Some.of("b", "torn", "SEVERE"));
    assertThatThrownBy(() -> ledger.seal("d", RULES)).hasMessageContaining("no usable item");
    assertThat(ledger.quarantine("d")).hasSize(2);
    ledger.resolve("d", "b");
    assertThat(keys(ledger.seal("d", RULES))).containsExactly("b");
  }

  @Test
  void asksForConsentOfWhatWasTakenBefore() {
    Details agreed = new Details(null, null, null, "Yes", List.of());
    add(1, Some.of("a", "1", "MILD").with(agreed), Some.of("b", "2", "MILD"));
    assertThat(ledger.setAsideWithoutConsent("d", "source")).isEqualTo(1);
    assertThat(keys(ledger.seal("d", RULES))).containsExactly("a");
    assertThat(ledger.quarantine("d"))
        .extracting(LedgerItem::reason)
        .containsExactly("MISSING_CONSENT");
  }

  @Test
  void remembersHowASourceWasTaken() {
    DatasetLedger.TakenAs how = new DatasetLedger.TakenAs("coco", SplitMode.OURS, true);
    ledger.remember("d", "s", new DatasetLedger.TakenAs("auto", SplitMode.AUTO, false));
    ledger.remember("d", "s", how);
    assertThat(ledger.findTakenAs("d", "s")).contains(how);
    assertThat(ledger.findTakenAs("d", "other")).isEmpty();
  }

  @Test
  void countsWhatAVersionConsistsOf() {
    add(
        1,
        Some.of("a", "1", "MILD").with(new Details("monk-3", 4, "CC BY 4.0", "yes", List.of())),
        Some.of("b", "2", "SEVERE").with(new Details("monk-3", 4, "CC BY 4.0", "yes", List.of())),
        Some.of("c", "3", "MILD"));
    VersionReport report = ledger.findReport(ledger.seal("d", RULES)).orElseThrow();
    assertThat(report.items()).isEqualTo(3);
    assertThat(report.shares("severity", null))
        .isEqualTo(Map.of("MILD", 2 / 3.0, "SEVERE", 1 / 3.0));
    assertThat(report.tones().get("monk-3").values().stream().mapToInt(i -> i).sum()).isEqualTo(2);
    assertThat(report.sources())
        .containsExactlyInAnyOrder(
            new VersionReport.SourceCount("source", 2, "CC BY 4.0", "yes"),
            new VersionReport.SourceCount("source", 1, "", ""));
    assertThat(report.groups()).isEqualTo(Map.of("1", 3));
    assertThat(report.gate()).extracting(VersionReport.GateFinding::rule).contains(Rule.values());
  }

  @Test
  void sealsNothingThatTheGateRefuses() {
    ledger.add("d", 1, items(0, 40));
    DatasetGate strict =
        DatasetGate.DEFAULT.with(Rule.MIN_PER_CLASS_AND_SPLIT, new Limit(Action.REFUSE, 3));
    assertThatThrownBy(() -> ledger.seal("d", new SealRules(7, SplitMode.AUTO, strict)))
        .hasMessageContaining("min-per-class-and-split found 1")
        .hasMessageContaining("limit 3");
    assertThat(ledger.find("d", 0)).isEmpty();
  }

  @Test
  void takesAgainWhatIsToBeRetried() {
    LedgerItem aside =
        new LedgerItem(
            "k",
            "e",
            1,
            null,
            new Labels("MILD", null, null),
            null,
            null,
            null,
            ItemState.SET_ASIDE,
            "UNREADABLE",
            "away",
            null,
            Details.NONE,
            "s3://b/p",
            null,
            null);
    ledger.add("d", 1, List.of(aside));
    SourceEntry entry = offered("k", "e", new Labels("MILD", null, null));
    assertThat(ledger.unknown("d", "s3://b/p", List.of(entry))).isEmpty();
    assertThat(ledger.retry("d", "CUT_OFF")).isEmpty();
    assertThat(ledger.retry("d", "UNREADABLE")).containsExactly("s3://b/p");
    assertThat(ledger.unknown("d", "s3://b/p", List.of(entry))).containsExactly(entry);
    LedgerItem ready =
        new LedgerItem(
            "k",
            "e",
            1,
            Digests.sha256("x"),
            new Labels("MILD", null, null),
            null,
            null,
            null,
            ItemState.READY,
            null,
            null,
            "o/x",
            Details.NONE,
            "s3://b/p",
            null,
            null);
    ledger.add("d", 2, List.of(ready));
    assertThat(keys(ledger.seal("d", RULES))).containsExactly("k");
    assertThat(ledger.quarantine("d")).isEmpty();
    assertThat(ledger.added("d", 2)).isEqualTo(new DatasetLedger.Added(1, 0));
  }

  @Test
  void deletesAVersionAndKeepsItsItems() {
    ledger.add("d", 1, items(0, 10));
    DatasetVersion version = ledger.seal("d", RULES);
    ledger.delete(version);
    assertThat(ledger.find("d", 0)).isEmpty();
    assertThat(ledger.seal("d", RULES).digest()).isEqualTo(version.digest());
  }

  @Test
  void holdsTextThatNoDatabaseLikes() {
    Details odd =
        new Details(
            null, null, "a\u0000b", null, List.of(new Annotation("x\u0000", "y", "\u0000")));
    LedgerItem item =
        new LedgerItem(
            "k'\"; drop table 😀",
            "e",
            1,
            null,
            Labels.NONE,
            "s\u0000",
            null,
            null,
            ItemState.SET_ASIDE,
            "BAD_NAME",
            "e".repeat(5000),
            null,
            odd,
            "s",
            null,
            null);
    ledger.add("d", 1, List.of(item));
    LedgerItem kept = ledger.quarantine("d").get(0);
    assertThat(kept.key()).isEqualTo("k'\"; drop table 😀");
    assertThat(kept.evidence()).hasSize(2001);
    assertThat(kept.details().licence()).isEqualTo("ab");
    assertThat(Set.of(kept.details().annotations().get(0).by())).containsExactly("x");
  }
}
