package io.dermaflow.datasets.formats;

import io.dermaflow.datasets.Csv;
import io.dermaflow.datasets.Sources.Source;
import io.dermaflow.errors.DermaflowException;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A CSV file of a source: a header, then rows of as many cells. */
final class CsvTable implements Rows {

  private final String name;
  private final String text;
  private final String key;
  private final List<String> header;

  private CsvTable(String name, String text, String key, List<String> header) {
    this.name = name;
    this.text = text;
    this.key = key;
    this.header = header;
  }

  /**
   * @param key column that must be there and have a value in every row
   * @param others columns that must be there
   * @throws DermaflowException when the header is another one
   */
  static CsvTable read(Source source, String path, String key, String... others) {
    String text = Pictures.text(source, path);
    Iterator<Csv.Row> records = Csv.rows(path, new StringReader(text));
    if (!records.hasNext()) {
      throw DermaflowException.usage(
          path + " in " + source.name() + " is empty",
          "a header with at least the column '" + key + "'",
          "it was cut off while it was copied");
    }
    List<String> header = records.next().cells().stream().map(String::strip).toList();
    CsvTable table = new CsvTable(path, text, key, header);
    table.require(key);
    for (String other : others) {
      table.require(other);
    }
    Set<String> seen = new HashSet<>();
    for (String column : header) {
      if (!seen.add(column)) {
        throw DermaflowException.usage(
            "%s has the column '%s' twice".formatted(path, column),
            "columns of different names",
            "two files were joined");
      }
    }
    return table;
  }

  private void require(String column) {
    if (!header.contains(column)) {
      throw DermaflowException.usage(
          name + " has columns " + header,
          "a column '" + column + "'",
          "the header line is missing, or something else than commas is between the cells");
    }
  }

  List<String> header() {
    return header;
  }

  @Override
  public Iterator<Row> all() {
    Iterator<Csv.Row> records = Csv.rows(name, new StringReader(text));
    records.next(); // header
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return records.hasNext();
      }

      @Override
      public Row next() {
        Csv.Row row = records.next();
        return new Row(row.line(), Math.toIntExact(row.at()), values(row));
      }
    };
  }

  @Override
  public Map<String, String> again(int at) {
    try {
      StringReader reader = new StringReader(text);
      long skipped = reader.skip(at);
      if (skipped != at) {
        throw new IllegalArgumentException(name + " has no row at " + at);
      }
      return values(Csv.rows(name, reader).next());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + name, e);
    }
  }

  private Map<String, String> values(Csv.Row row) {
    List<String> cells = row.cells();
    if (cells.size() != header.size()) {
      throw DermaflowException.usage(
          "Line %d of %s has %d cells".formatted(row.line(), name, cells.size()),
          header.size() + " as the header has",
          "a value with a comma is not quoted");
    }
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < cells.size(); i++) {
      if (!cells.get(i).isBlank()) {
        values.put(header.get(i), cells.get(i).strip());
      }
    }
    if (!values.containsKey(key)) {
      throw DermaflowException.usage(
          "Line %d of %s has no %s".formatted(row.line(), name, key),
          "a value in the column '" + key + "'",
          "the rows are shifted");
    }
    return values;
  }
}
