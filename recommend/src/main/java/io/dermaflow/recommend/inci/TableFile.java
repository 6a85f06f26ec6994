package io.dermaflow.recommend.inci;

import io.dermaflow.datasets.Csv;
import io.dermaflow.errors.DermaflowException;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** One of the versioned tables beside this class, row by row; a mistake is told with its line. */
final class TableFile {

  private final String file;
  private final List<Row> rows = new ArrayList<>();

  /** Cells by column. */
  record Row(String file, int line, Map<String, String> cells) {

    String text(String column) {
      String value = cells.getOrDefault(column, "").strip();
      if (value.isEmpty()) {
        throw wrong("column " + column + " is empty");
      }
      return value;
    }

    List<String> list(String column) {
      return Arrays.stream(cells.getOrDefault(column, "").split("\\|"))
          .map(String::strip)
          .filter(value -> !value.isEmpty())
          .toList();
    }

    Set<IngredientFunction> functions() {
      Set<IngredientFunction> functions = EnumSet.noneOf(IngredientFunction.class);
      for (String key : list("functions")) {
        functions.add(
            IngredientFunction.findKey(key)
                .orElseThrow(() -> wrong("there is no function '" + key + "'")));
      }
      return functions;
    }

    DermaflowException wrong(String what) {
      return DermaflowException.usage(
          file + ", line " + line + ": " + what,
          "a table that holds",
          "the line was changed by hand");
    }
  }

  TableFile(String file, String text) {
    this.file = file;
    Iterator<Csv.Row> lines = Csv.rows(file, new StringReader(text));
    List<String> header = lines.hasNext() ? lines.next().cells() : List.of();
    while (lines.hasNext()) {
      Csv.Row line = lines.next();
      Map<String, String> cells = new HashMap<>();
      for (int i = 0; i < header.size() && i < line.cells().size(); i++) {
        cells.put(header.get(i), line.cells().get(i));
      }
      Row row = new Row(file, line.line(), cells);
      if (line.cells().size() != header.size()) {
        throw row.wrong(line.cells().size() + " cells under " + header.size() + " columns");
      }
      rows.add(row);
    }
  }

  static String resource(String name) {
    try (InputStream in = Objects.requireNonNull(TableFile.class.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + name, e);
    }
  }

  String file() {
    return file;
  }

  List<Row> rows() {
    return rows;
  }
}
