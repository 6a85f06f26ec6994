package io.dermaflow.datasets.internal.jdbc;

import io.dermaflow.datasets.DatasetGate;
import io.dermaflow.datasets.DatasetVersion;
import io.dermaflow.datasets.LabelTable;
import io.dermaflow.datasets.SealRules;
import io.dermaflow.datasets.VersionReport;
import io.dermaflow.datasets.VersionReport.GateFinding;
import io.dermaflow.datasets.likeness.Fingerprint;
import io.dermaflow.datasets.likeness.LikePair;
import io.dermaflow.datasets.likeness.LikenessSearch;
import io.dermaflow.datasets.splits.GroupOrder;
import io.dermaflow.datasets.splits.Split;
import io.dermaflow.datasets.splits.SplitPlan;
import io.dermaflow.errors.DermaflowException;
import io.dermaflow.ids.Digests;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes a version of what a dataset's ledger holds, in one transaction. */
final class Sealing {

  private static final int SHOWN = 5;

  private final SealingRows rows;
  private final VersionRows versions;
  private final Clock clock;

  Sealing(SealingRows rows, VersionRows versions, Clock clock) {
    this.rows = rows;
    this.versions = versions;
    this.clock = clock;
  }

  DatasetVersion seal(String dataset, SealRules rules) {
    rows.lock(dataset);
    long changes = rows.changes(dataset);
    Optional<DatasetVersion> newest = versions.find(dataset, 0);
    String wanted = rules.mode() + " " + rules.seed();
    if (newest.isPresent() && rows.seen(newest.get()).equals(changes + " " + wanted)) {
      return newest.get();
    }
    rows.markDuplicates(dataset);
    Loaded loaded = rows.load(dataset);
    List<LikePair> fresh = likePairs(dataset, loaded);
    List<LikePair> pairs = new ArrayList<>(rows.knownPairs(dataset, loaded));
    pairs.addAll(fresh);
    boolean oursBefore =
        newest
            .flatMap(versions::findReport)
            .map(report -> report.splitsBy().equals("DERMAFLOW"))
            .orElse(false);
    SplitPlan plan = new SplitPlan(loaded.items(), pairs, rules.mode(), oursBefore);
    requireNoLeak(loaded, plan);
    rows.setAsideBridges(loaded, plan);
    Sealed sealed = new Sealed(loaded, plan, plan.splits(order(loaded, rules.seed())));
    if (sealed.count() == 0) {
      throw DermaflowException.usage(
          "Dataset '" + dataset + "' has no usable item",
          "at least one labelled picture",
          "all were set aside: 'dataset quarantine " + dataset + "' shows why");
    }
    String digest = sealed.digest();
    Optional<DatasetVersion> same = newest.filter(v -> v.digest().equals(digest));
    int predecessor = newest.map(DatasetVersion::version).orElse(0) - (same.isPresent() ? 1 : 0);
    Optional<DatasetVersion> before =
        predecessor < 1 ? Optional.empty() : versions.find(dataset, predecessor);
    VersionReport report = judged(dataset, sealed, pairs, rules, before);
    DatasetVersion made =
        new DatasetVersion(
            dataset,
            newest.map(DatasetVersion::version).orElse(0) + (same.isPresent() ? 0 : 1),
            digest,
            sealed.count(),
            report.splits(),
            report.groups().values().stream().mapToInt(Integer::intValue).sum(),
            report.duplicates(),
            report.asideCount(),
            same.map(DatasetVersion::createdAt).orElseGet(clock::instant));
    if (same.isPresent()) {
      rows.update(made, report, changes, wanted); // other duplicates, or more set aside
    } else {
      rows.insert(made, report, sealed, changes, wanted);
    }
    rows.insertPairs(dataset, loaded, fresh);
    return made;
  }

  /** Says what contradicts what, also where no version can be made. */
  void mark(String dataset) {
    rows.lock(dataset);
    rows.markDuplicates(dataset);
  }

  /** Keeps others from changing the dataset until the transaction ends. */
  void lock(String dataset) {
    rows.lock(dataset);
  }

  private static GroupOrder order(Loaded loaded, long seed) {
    return group ->
        Long.parseUnsignedLong(
            Digests.sha256(seed + "|" + loaded.sha256(group)).substring(0, 16), 16);
  }

  /** Those of pictures that the newest version does not have, with each other and with its own. */
  private List<LikePair> likePairs(String dataset, Loaded loaded) {
    List<LikePair> pairs = new ArrayList<>();
    try (LikenessSearch search = LikenessSearch.open()) {
      List<Integer> indices = new ArrayList<>();
      int[] known = new int[1];
      rows.fingerprints(
          dataset,
          (sha256, old, fingerprint) -> {
            int index = loaded.find(sha256);
            if (index >= 0) {
              indices.add(index);
              search.add(fingerprint);
              known[0] += old ? 1 : 0;
            }
          });
      for (LikePair pair : search.pairs(known[0])) {
        int a = indices.get(pair.a());
        int b = indices.get(pair.b());
        pairs.add(
            new LikePair(
                Math.min(a, b), Math.max(a, b), pair.distance(), pair.likeness(), pair.mirrored()));
      }
    }
    return pairs;
  }

  /** Gets fingerprints, those of older versions first, each part by content. */
  interface FingerprintTaker {
    void take(String sha256, boolean old, Fingerprint fingerprint);
  }

  private void requireNoLeak(Loaded loaded, SplitPlan plan) {
    List<SplitPlan.Leak> leaks = plan.leaks();
    if (leaks.isEmpty()) {
      return;
    }
    StringBuilder shown = new StringBuilder();
    for (SplitPlan.Leak leak : leaks.subList(0, Math.min(SHOWN, leaks.size()))) {
      shown
          .append(shown.isEmpty() ? "" : "; ")
          .append(rows.key(loaded.id(leak.a())))
          .append(" (")
          .append(leak.splitOfA().key())
          .append(") and ")
          .append(rows.key(loaded.id(leak.b())))
          .append(" (")
          .append(leak.splitOfB().key())
          .append(')');
    }
    throw DermaflowException.refused(
        "The given splits leak: %s%d pairs of one group lie in two splits: %s%s"
            .formatted(
                leaks.size() >= 50 ? "at least " : "",
                leaks.size(),
                shown,
                leaks.size() > SHOWN ? "; …" : ""),
        "all pictures of a person, a group or a scene in one split",
        "the splits were made picture by picture: 'ingest … --splits ours' makes them by group");
  }

  private VersionReport judged(
      String dataset,
      Sealed sealed,
      List<LikePair> pairs,
      SealRules rules,
      Optional<DatasetVersion> predecessor) {
    VersionReport counted =
        sealed.report(
            rows.duplicates(dataset),
            pairs.size(),
            rows.aside(dataset),
            rows.sources(dataset),
            new TreeMap<>(
                Map.of(
                    "label_table", LabelTable.VERSION,
                    "likeness", Double.toString(io.dermaflow.datasets.likeness.Likeness.SAME),
                    "split_seed", Long.toString(rules.seed()),
                    "split_mode", rules.mode().name())));
    VersionReport before = predecessor.flatMap(versions::findReport).orElse(null);
    List<GateFinding> findings = rules.gate().judge(counted, before);
    List<GateFinding> refusing =
        findings.stream()
            .filter(f -> !f.passed() && f.action() == DatasetGate.Action.REFUSE)
            .toList();
    if (!refusing.isEmpty()) {
      throw DermaflowException.refused(
          "The dataset gate refuses a version of '"
              + dataset
              + "': "
              + String.join("; ", refusing.stream().map(Sealing::text).toList()),
          "the limits of 'dataset-gate' in dermaflow.yaml",
          "the source changed, or the limit is too strict for it; nothing was sealed");
    }
    return counted.with(findings);
  }

  private static String text(GateFinding finding) {
    return "%s found %s (%s), limit %s"
        .formatted(
            finding.rule().key(),
            number(finding.found()),
            finding.where(),
            number(finding.limit()));
  }

  private static String number(double value) {
    return value == Math.rint(value)
        ? Long.toString((long) value)
        : String.format(java.util.Locale.ROOT, "%.3f", value);
  }

  /** What is about to become a version. */
  static final class Sealed {
    private final Loaded loaded;
    private final SplitPlan plan;
    private final @Nullable Split[] splits;

    Sealed(Loaded loaded, SplitPlan plan, @Nullable Split[] splits) {
      this.loaded = loaded;
      this.plan = plan;
      this.splits = splits;
    }

    int size() {
      return splits.length;
    }

    boolean has(int index) {
      return splits[index] != null;
    }

    int count() {
      int count = 0;
      for (Split split : splits) {
        count += split == null ? 0 : 1;
      }
      return count;
    }

    Loaded loaded() {
      return loaded;
    }

    String split(int index) {
      return Objects.requireNonNull(splits[index]).key();
    }

    /** Named after the content of its first member. */
    String group(int index) {
      return "g-" + loaded.sha256(plan.group(index)).substring(0, 12);
    }

    String digest() {
      return digest(index -> "|" + group(index) + "|" + split(index));
    }

    private String digest(java.util.function.IntFunction<String> more) {
      MessageDigest sha = Digests.newSha256();
      sha.update(LabelTable.VERSION.getBytes(StandardCharsets.UTF_8));
      for (int i = 0; i < size(); i++) {
        if (has(i)) {
          String line =
              loaded.sha256(i) + "|" + loaded.labels(i).canonical() + more.apply(i) + "\n";
          sha.update(line.getBytes(StandardCharsets.UTF_8));
        }
      }
      return HexFormat.of().formatHex(sha.digest());
    }

    VersionReport report(
        int duplicates,
        int pairs,
        Map<String, Integer> aside,
        List<VersionReport.SourceCount> sources,
        Map<String, String> provenance) {
      Map<String, Integer> bySplit = new TreeMap<>();
      Map<String, Map<String, Map<String, Integer>>> labels = new TreeMap<>();
      Map<String, Map<String, Integer>> tones = new TreeMap<>();
      int[] sizes = new int[size()];
      for (int i = 0; i < size(); i++) {
        if (!has(i)) {
          continue;
        }
        String split = split(i);
        bySplit.merge(split, 1, Integer::sum);
        sizes[plan.group(i)]++;
        for (String name : Loaded.names(loaded.labels(i))) {
          String[] parts = name.split(" ", 2);
          labels
              .computeIfAbsent(parts[0], head -> new TreeMap<>())
              .computeIfAbsent(parts[1], label -> new TreeMap<>())
              .merge(split, 1, Integer::sum);
        }
        String tone = loaded.tone(i);
        if (tone != null) {
          tones.computeIfAbsent(tone, t -> new TreeMap<>()).merge(split, 1, Integer::sum);
        }
      }
      boolean followed = plan.followsSource();
      return new VersionReport(
          digest(index -> ""),
          count(),
          bySplit,
          labels,
          tones,
          sources,
          groupSizes(sizes),
          java.util.Arrays.stream(sizes).max().orElse(0),
          duplicates,
          pairs,
          aside,
          followed ? "SOURCE" : "DERMAFLOW",
          note(followed),
          List.of(),
          provenance);
    }

    private @Nullable String note(boolean followed) {
      boolean named = loaded.items().stream().anyMatch(item -> !item.given().isEmpty());
      return named && !followed
          ? "The splits that the source names were not followed: groups lie in two of them, or"
              + " '--splits ours' was asked for."
          : null;
    }

    private static Map<String, Integer> groupSizes(int[] sizes) {
      Map<String, Integer> groups = new java.util.LinkedHashMap<>();
      for (int size : sizes) {
        if (size > 0) {
          String name =
              size < 3 ? Integer.toString(size) : size < 6 ? "3-5" : size < 11 ? "6-10" : "11+";
          groups.merge(name, 1, Integer::sum);
        }
      }
      return groups;
    }
  }
}
