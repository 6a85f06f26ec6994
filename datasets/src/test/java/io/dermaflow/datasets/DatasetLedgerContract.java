package io.dermaflow.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dermaflow.errors.DermaflowException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link DatasetLedger} must do. */
public abstract class DatasetLedgerContract {

  private final DatasetLedger ledger = emptyLedger();

  protected abstract DatasetLedger emptyLedger();

  private static LedgerItem item(String key, String content, String severity, String split) {
    return new LedgerItem(
        key,
        "etag-" + content,
        1,
        "sha-" + content,
        new Labels(severity, null, null),
        null,
        null,
        split,
        ItemState.READY,
        null,
        null,
        "objects/" + content);
  }

  private static List<LedgerItem> items(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> item("k" + i, "c" + i, "MILD", null)).toList();
  }

  @Test
  void knowsWhatItHasByKeyAndEtag() {
    ledger.add("d", 1, items(0, 2));
    List<SourceEntry> offered = new ArrayList<>();
    for (String etag : List.of("etag-c0", "etag-other")) {
      offered.add(
          new SourceEntry(
              new StoredObject("k0", etag, 1, Instant.EPOCH), Labels.NONE, null, null, null, null));
    }
    assertThat(ledger.unknown("d", offered)).containsExactly(offered.get(1));
    assertThat(ledger.unknown("another", offered)).hasSize(2);
  }

  @Test
  void sealsTheSameContentOnceOnly() {
    ledger.add("d", 1, items(0, 50));
    DatasetVersion first = ledger.seal("d", 7);
    assertThat(first.version()).isEqualTo(1);
    assertThat(ledger.seal("d", 7)).isEqualTo(first);
    ledger.add("d", 2, items(50, 51));
    DatasetVersion second = ledger.seal("d", 7);
    assertThat(second.version()).isEqualTo(2);
    assertThat(second.items()).isEqualTo(51);
    assertThat(ledger.added("d", 2)).isEqualTo(new DatasetLedger.Added(1, 0));
  }

  @Test
  void movesNoOldItemToAnotherSplitWhenNewOnesCome() {
    ledger.add("d", 1, items(0, 200));
    Map<String, String> before = splits(ledger.seal("d", 7));
    ledger.add("d", 2, items(200, 400));
    assertThat(splits(ledger.seal("d", 7))).containsAllEntriesOf(before).hasSize(400);
    assertThat(
            before.values().stream()
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting())))
        .containsOnlyKeys("train", "valid", "test");
  }

  private Map<String, String> splits(DatasetVersion version) {
    return ledger.items(version).stream()
        .collect(Collectors.toMap(VersionItem::key, VersionItem::split));
  }

  @Test
  void keepsTheFirstOfIdenticalPicturesAndNoneThatContradict() {
    ledger.add(
        "d",
        1,
        List.of(
            item("a", "same", "MILD", null),
            item("b", "same", "MILD", null),
            item("c", "torn", "MILD", null),
            item("d", "torn", "SEVERE", null)));
    DatasetVersion version = ledger.seal("d", 7);
    assertThat(ledger.items(version)).extracting(VersionItem::key).containsExactly("a");
    assertThat(version.duplicates()).isEqualTo(1);
    assertThat(ledger.quarantine("d"))
        .extracting(LedgerItem::key, LedgerItem::reason)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("c", "CONFLICTING_LABELS"),
            org.assertj.core.groups.Tuple.tuple("d", "CONFLICTING_LABELS"));
  }

  @Test
  void refusesAGroupThatLiesInTwoSplits() {
    LedgerItem a = item("a", "1", "MILD", "train");
    LedgerItem b = item("b", "2", "MILD", "test");
    ledger.add("d", 1, List.of(grouped(a), grouped(b)));
    assertThatThrownBy(() -> ledger.seal("d", 7))
        .isInstanceOf(DermaflowException.class)
        .hasMessageContaining("Group 'person' lies in train (a) and test (b)");
    assertThat(ledger.find("d", 0)).isEmpty();
  }

  private static LedgerItem grouped(LedgerItem i) {
    return new LedgerItem(
        i.key(),
        i.etag(),
        i.size(),
        i.sha256(),
        i.labels(),
        null,
        "person",
        i.givenSplit(),
        i.state(),
        null,
        null,
        i.objectKey());
  }

  @Test
  void replacesAnItemWhoseBytesChanged() {
    ledger.add("d", 1, List.of(item("k", "old", "MILD", null)));
    ledger.add("d", 2, List.of(item("k", "new", "MILD", null)));
    assertThat(ledger.items(ledger.seal("d", 7)))
        .extracting(VersionItem::sha256)
        .containsExactly("sha-new");
  }
}
