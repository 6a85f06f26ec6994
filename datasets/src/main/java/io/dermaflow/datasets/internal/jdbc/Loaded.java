package io.dermaflow.datasets.internal.jdbc;

import io.dermaflow.datasets.Labels;
import io.dermaflow.datasets.splits.Split;
import io.dermaflow.datasets.splits.SplitItem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The pictures that a version may consist of, sorted by content, byte-identical ones as one. About
 * 150 bytes each.
 */
final class Loaded {

  private static final int DIGEST = 32;

  private final List<SplitItem> items = new ArrayList<>();
  private final List<Labels> labels = new ArrayList<>();
  private final List<@Nullable String> tones = new ArrayList<>();
  private final Map<Labels, Labels> sameLabels = new HashMap<>();
  private final Map<String, String> sameTones = new HashMap<>();
  private final Map<String, Integer> keys = new HashMap<>();
  private final Map<String, Integer> strata = new TreeMap<>();
  private long[] ids = new long[1024];
  private byte[] digests = new byte[1024 * DIGEST];

  /** One row of the ledger. */
  record Row(
      long id,
      String sha256,
      Labels labels,
      @Nullable String subject,
      @Nullable String group,
      @Nullable String given,
      boolean byManifest,
      @Nullable String tone,
      @Nullable String kept) {}

  /** Adds the next row; rows come sorted by digest, the one that is kept first. */
  void add(Row row) {
    int last = items.size() - 1;
    if (last >= 0 && sha256(last).equals(row.sha256)) {
      items.set(last, joined(items.get(last), row));
      labels.set(last, same(joined(labels.get(last), row.labels)));
      items.set(last, withStrata(items.get(last), labels.get(last)));
      return;
    }
    int index = items.size();
    if (index == ids.length) {
      ids = Arrays.copyOf(ids, 2 * index);
      digests = Arrays.copyOf(digests, 2 * index * DIGEST);
    }
    ids[index] = row.id;
    System.arraycopy(digest(row.sha256), 0, digests, index * DIGEST, DIGEST);
    Labels own = same(row.labels);
    labels.add(own);
    tones.add(row.tone == null ? null : sameTones.computeIfAbsent(row.tone, t -> t));
    SplitItem plain =
        new SplitItem(
            new int[0],
            row.kept == null ? null : Split.of(row.kept),
            EnumSet.noneOf(Split.class),
            false,
            strata(own));
    items.add(joined(plain, row));
  }

  private static byte[] digest(String sha256) {
    return HexFormat.of().parseHex(sha256);
  }

  private SplitItem joined(SplitItem item, Row row) {
    Set<Integer> all = new LinkedHashSet<>();
    for (int key : item.keys()) {
      all.add(key);
    }
    if (row.subject != null) {
      all.add(key("subject " + row.subject));
    }
    if (row.group != null) {
      all.add(key("group " + row.group));
    }
    Set<Split> given = item.given();
    if (row.given != null) {
      given = given.isEmpty() ? EnumSet.noneOf(Split.class) : EnumSet.copyOf(given);
      given.add(Split.of(row.given));
    }
    return new SplitItem(
        all.stream().mapToInt(Integer::intValue).toArray(),
        item.kept(),
        given,
        item.byManifest() || (row.given != null && row.byManifest),
        item.strata());
  }

  private SplitItem withStrata(SplitItem item, Labels own) {
    return new SplitItem(item.keys(), item.kept(), item.given(), item.byManifest(), strata(own));
  }

  private int key(String name) {
    return keys.computeIfAbsent(name, n -> keys.size());
  }

  /** Identical pictures complete each other: what one source knows nothing of, another may. */
  private static Labels joined(Labels a, Labels b) {
    return new Labels(
        a.severity() == null ? b.severity() : a.severity(),
        a.skinType() == null ? b.skinType() : a.skinType(),
        a.conditions() == null ? b.conditions() : a.conditions());
  }

  private Labels same(Labels some) {
    Labels before = sameLabels.putIfAbsent(some, some);
    return before == null ? some : before;
  }

  private long strata(Labels of) {
    long bits = 0;
    for (String name : names(of)) {
      int bit = strata.computeIfAbsent(name, n -> strata.size());
      bits |= 1L << Math.min(bit, Long.SIZE - 1);
    }
    return bits;
  }

  /** {@code head label} for each label. */
  static List<String> names(Labels of) {
    List<String> names = new ArrayList<>();
    if (of.severity() != null) {
      names.add("severity " + of.severity());
    }
    if (of.skinType() != null) {
      names.add("skin_type " + of.skinType());
    }
    Set<String> conditions = of.conditions();
    if (conditions != null) {
      conditions.stream().sorted().forEach(condition -> names.add("conditions " + condition));
    }
    return names;
  }

  List<SplitItem> items() {
    return items;
  }

  int size() {
    return items.size();
  }

  long id(int index) {
    return ids[index];
  }

  String sha256(int index) {
    return HexFormat.of().formatHex(digests, index * DIGEST, (index + 1) * DIGEST);
  }

  Labels labels(int index) {
    return labels.get(index);
  }

  @Nullable String tone(int index) {
    return tones.get(index);
  }

  /** The index of a picture, or -1. */
  int find(String sha256) {
    byte[] wanted = digest(sha256);
    int low = 0;
    int high = items.size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order =
          Arrays.compareUnsigned(
              digests, middle * DIGEST, (middle + 1) * DIGEST, wanted, 0, DIGEST);
      if (order == 0) {
        return middle;
      }
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -1;
  }
}
