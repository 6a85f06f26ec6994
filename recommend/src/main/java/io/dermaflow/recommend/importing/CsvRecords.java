package io.dermaflow.recommend.importing;

import io.dermaflow.datasets.Csv;
import io.dermaflow.recommend.importing.CatalogueFile.Records;
import java.io.IOException;
import java.io.Reader;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rows of a CSV file behind its header. */
final class CsvRecords implements Records {

  private final Reader in;
  private final Iterator<Csv.Row> rows;
  private final List<String> columns;

  CsvRecords(String name, Reader in) {
    this.in = in;
    rows = Csv.rows(name, in, CatalogueFile.LONGEST_CELL);
    columns = rows.hasNext() ? rows.next().cells() : List.of();
  }

  @Override
  public List<String> columns() {
    return columns;
  }

  @Override
  public @Nullable Record next() {
    if (!rows.hasNext()) {
      return null;
    }
    Csv.Row row = rows.next();
    if (row.cells().size() != columns.size()) {
      return new Record(
          row.line(), Map.of(), row.cells().size() + " cells, expected " + columns.size());
    }
    return new Record(row.line(), CatalogueFile.byColumn(columns, row.cells()), "");
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
