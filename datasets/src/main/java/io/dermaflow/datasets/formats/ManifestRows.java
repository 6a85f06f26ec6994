package io.dermaflow.datasets.formats;

import io.dermaflow.datasets.LabelTable;
import io.dermaflow.datasets.Labels;
import io.dermaflow.datasets.SourceEntry;
import io.dermaflow.datasets.Sources.Source;
import io.dermaflow.errors.DermaflowException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The rows of our manifest that speak of one path, whatever it is written in. A label is what most
 * of the rows say that say anything of its head; a tie sets the item aside.
 */
final class ManifestRows {

  static final String PATH = "path";

  static final Set<String> COLUMNS =
      Set.of(
          PATH,
          "severity",
          "skin_type",
          "conditions",
          "lesion_count",
          "subject",
          "group",
          "tone",
          "split",
          "licence",
          "consent",
          "labeller");

  private final LabelTable table;
  private final List<Map<String, String>> rows;
  private final Said said = new Said();

  private ManifestRows(LabelTable table, List<Map<String, String>> rows) {
    this.table = table;
    this.rows = rows;
  }

  static void requireKnown(String manifest, Collection<String> columns) {
    for (String column : columns) {
      if (!COLUMNS.contains(column)) {
        throw DermaflowException.usage(
            manifest + " has a column '" + column + "'",
            "columns out of " + COLUMNS.stream().sorted().toList(),
            "it is misspelt");
      }
    }
  }

  /** One entry a path. All rows have been read once when this returns. */
  static Stream<SourceEntry> entries(LabelTable table, Source source, Rows rows) {
    RowGroups groups = new RowGroups(rows, PATH);
    Listing listing = Listing.of(source);
    return groups.stream().map(group -> new ManifestRows(table, group).entry(listing));
  }

  private SourceEntry entry(Listing listing) {
    for (Map<String, String> row : rows) {
      annotate(row);
    }
    Labels labels = new Labels(most("severity"), most("skin_type"), conditions());
    Integer lesions = lesions();
    String subject = only("subject");
    String group = only("group");
    String split = only("split");
    String licence = only("licence");
    String consent = only("consent");
    return new SourceEntry(
        listing.object(rows.get(0).getOrDefault(PATH, "")),
        labels,
        subject,
        group,
        split,
        said.unknown(),
        said.details(tone(), lesions, licence, consent));
  }

  private void annotate(Map<String, String> row) {
    String labeller = row.get("labeller");
    for (String head : List.of(Said.SEVERITY, "skin_type")) {
      said.add(labeller == null ? head : labeller, head, row.get(head));
    }
    for (String condition : row.getOrDefault("conditions", "").split("\\|")) {
      said.add(labeller == null ? "conditions" : labeller, Said.CONDITION, condition);
    }
    said.add(labeller == null ? "tone" : labeller, Said.TONE, row.get("tone"));
    said.add(labeller == null ? "lesion_count" : labeller, Said.LESIONS, row.get("lesion_count"));
    said.add("manifest", Said.SPLIT, row.get("split"));
  }

  private List<String> stated(String column) {
    return rows.stream().flatMap(row -> Stream.ofNullable(row.get(column))).toList();
  }

  /** What most of the rows say, in our words. */
  private @Nullable String most(String head) {
    Map<String, Integer> votes = new TreeMap<>();
    for (String name : stated(head)) {
      Optional<String> value = table.findValue(head, name);
      if (value.isPresent()) {
        votes.merge(value.get(), 1, Integer::sum);
      } else {
        said.unknown(name);
      }
    }
    List<String> first = first(votes);
    if (first.size() > 1) {
      said.unknown(head + " " + String.join(" and ", first));
    }
    return first.size() == 1 ? first.get(0) : null;
  }

  /** Those that got most votes; several when that is a tie. */
  private static List<String> first(Map<String, Integer> votes) {
    if (votes.isEmpty()) {
      return List.of();
    }
    int most = Collections.max(votes.values());
    return votes.entrySet().stream()
        .filter(vote -> vote.getValue() == most)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Those conditions that more than half of the rows name that name any, or say that none is. */
  private @Nullable Set<String> conditions() {
    Map<String, Integer> votes = new TreeMap<>();
    int voters = 0;
    for (String list : stated("conditions")) {
      Optional<Set<String>> found = table.findConditions(list);
      if (found.isPresent()) {
        voters++;
        found.get().forEach(condition -> votes.merge(condition, 1, Integer::sum));
      } else {
        said.unknown(list);
      }
    }
    if (voters == 0) {
      return null;
    }
    Set<String> present = new LinkedHashSet<>();
    for (Map.Entry<String, Integer> vote : votes.entrySet()) {
      if (2 * vote.getValue() > voters) {
        present.add(vote.getKey());
      } else if (2 * vote.getValue() == voters) {
        said.unknown("conditions %s and no %s".formatted(vote.getKey(), vote.getKey()));
      }
    }
    return present;
  }

  /** The median; of two in the middle the smaller one. */
  private @Nullable Integer lesions() {
    List<Integer> counts = new ArrayList<>();
    for (String text : stated("lesion_count")) {
      if (text.matches("[0-9]{1,5}")) {
        counts.add(Integer.valueOf(text));
      } else {
        said.unknown("lesion_count '" + text + "'");
      }
    }
    Collections.sort(counts);
    return counts.isEmpty() ? null : counts.get((counts.size() - 1) / 2);
  }

  /** What most of the rows say; a tie leaves it open, for it decides nothing. */
  private @Nullable String tone() {
    Map<String, Integer> votes = new TreeMap<>();
    for (String name : stated("tone")) {
      Tones.find(name).ifPresent(tone -> votes.merge(tone, 1, Integer::sum));
    }
    List<String> first = first(votes);
    return first.size() == 1 ? first.get(0) : null;
  }

  /** What may not differ between rows of one path. */
  private @Nullable String only(String column) {
    Set<String> values = new TreeSet<>(stated(column));
    if (values.size() > 1) {
      said.unknown(column + " " + String.join(" and ", values));
      return null;
    }
    return values.isEmpty() ? null : values.iterator().next();
  }
}
