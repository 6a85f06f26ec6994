package io.dermaflow.datasets.formats;

import io.dermaflow.datasets.Csv;
import io.dermaflow.datasets.LabelTable;
import io.dermaflow.datasets.SourceEntry;
import io.dermaflow.datasets.Sources.Source;
import io.dermaflow.datasets.StoredObject;
import io.dermaflow.errors.DermaflowException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Our manifest as comma-separated values. */
final class ManifestCsv implements DatasetFormat {

  private static final String MANIFEST = "manifest.csv";

  private final LabelTable table;

  ManifestCsv(LabelTable table) {
    this.table = table;
  }

  @Override
  public String name() {
    return "manifest";
  }

  @Override
  public boolean recognises(Source source) {
    return source.storage().find(source.prefix() + MANIFEST).isPresent();
  }

  @Override
  public Stream<SourceEntry> read(Source source) {
    String text =
        new String(
            source.storage().read(source.prefix() + MANIFEST, ManifestRow.MOST_BYTES),
            StandardCharsets.UTF_8);
    List<String> lines = text.lines().toList();
    if (lines.isEmpty()) {
      throw DermaflowException.usage(
          MANIFEST + " in " + source.name() + " is empty",
          "a header with at least the column 'path'",
          "it was cut off while it was copied");
    }
    List<String> header = Csv.split(lines.get(0).replace("\uFEFF", ""));
    ManifestRow.requireKnown(MANIFEST, header);
    if (!header.contains("path")) {
      throw DermaflowException.usage(
          MANIFEST + " has columns " + header, "a column 'path'", "the header line is missing");
    }
    Map<String, StoredObject> objects = Pictures.byPath(source);
    List<SourceEntry> entries = new ArrayList<>();
    for (int i = 1; i < lines.size(); i++) {
      if (!lines.get(i).isBlank()) {
        Map<String, String> row = row(header, Csv.split(lines.get(i)), i + 1);
        entries.add(ManifestRow.entry(table, source, objects, row));
      }
    }
    return entries.stream();
  }

  private static Map<String, String> row(List<String> header, List<String> cells, int line) {
    if (cells.size() != header.size()) {
      throw DermaflowException.usage(
          "Line %d of %s has %d cells".formatted(line, MANIFEST, cells.size()),
          header.size() + " as the header has",
          "a value with a comma is not quoted");
    }
    Map<String, String> row = new HashMap<>();
    for (int i = 0; i < cells.size(); i++) {
      if (!cells.get(i).isBlank()) {
        row.put(header.get(i), cells.get(i).strip());
      }
    }
    return row;
  }
}
