package io.dermaflow.datasets.formats;

import io.dermaflow.datasets.LabelTable;
import io.dermaflow.datasets.SourceEntry;
import io.dermaflow.datasets.Sources.Source;
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
  public boolean recognises(String path) {
    return path.equals(MANIFEST);
  }

  @Override
  public Stream<SourceEntry> read(Source source) {
    CsvTable rows = CsvTable.read(source, MANIFEST, ManifestRows.PATH);
    ManifestRows.requireKnown(MANIFEST, rows.header());
    return ManifestRows.entries(table, source, rows);
  }
}
