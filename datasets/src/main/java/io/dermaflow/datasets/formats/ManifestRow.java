package io.dermaflow.datasets.formats;

import io.dermaflow.datasets.LabelTable;
import io.dermaflow.datasets.Labels;
import io.dermaflow.datasets.SourceEntry;
import io.dermaflow.datasets.Sources.Source;
import io.dermaflow.datasets.StoredObject;
import io.dermaflow.errors.DermaflowException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A row of our manifest, whatever it is written in. */
final class ManifestRow {

  static final Set<String> COLUMNS =
      Set.of(
          "path",
          "severity",
          "skin_type",
          "conditions",
          "lesion_count",
          "subject",
          "group",
          "tone",
          "split",
          "licence",
          "consent");

  static final long MOST_BYTES = 256L << 20;

  private ManifestRow() {}

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

  /**
   * @param row values by column, without empty ones
   */
  static SourceEntry entry(
      LabelTable table, Source source, Map<String, StoredObject> objects, Map<String, String> row) {
    List<String> unknown = new ArrayList<>();
    String severity = value(table, "severity", row, unknown);
    String type = value(table, "skin_type", row, unknown);
    Set<String> conditions = null;
    String list = row.get("conditions");
    if (list != null) {
      Optional<Set<String>> found = table.findConditions(list);
      conditions = found.orElse(null);
      if (found.isEmpty()) {
        unknown.add(list);
      }
    }
    return new SourceEntry(
        Pictures.object(source, objects, row.getOrDefault("path", "")),
        new Labels(severity, type, conditions),
        row.get("subject"),
        row.get("group"),
        row.get("split"),
        unknown.isEmpty() ? null : String.join(", ", unknown));
  }

  private static @Nullable String value(
      LabelTable table, String column, Map<String, String> row, List<String> unknown) {
    String text = row.get(column);
    if (text == null) {
      return null;
    }
    Optional<String> value = table.findValue(column, text);
    if (value.isEmpty()) {
      unknown.add(text);
    }
    return value.orElse(null);
  }
}
