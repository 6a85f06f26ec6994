package io.dermaflow.recommend.importing;

import io.dermaflow.recommend.Product;
import io.dermaflow.recommend.inci.InciReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A catalogue file, CSV with a header or JSON lines, row by row. A row that cannot be used is told
 * with its line and why; the rows behind it go on.
 */
public final class CatalogueFile implements AutoCloseable {

  /** No cell is longer. */
  static final int LONGEST_CELL = 20_000;

  private static final Pattern CONTROLS = Pattern.compile("[\\p{Cntrl}&&[^\n\t]]");

  private final Records records;
  private final ColumnMapping mapping;
  private final ProductReader reader;
  private final Map<String, Integer> lineOfId = new HashMap<>();

  /**
   * A row of the file.
   *
   * @param line line on which it starts, from 1
   * @param product the product, or null when the row cannot be used
   * @param reason why it cannot be used, or empty
   */
  public record Row(int line, @Nullable Product product, String reason) {}

  /**
   * @param name what errors call the file
   * @param in its text, closed with this
   * @throws io.dermaflow.errors.DermaflowException (usage) when the columns fit no format
   */
  public CatalogueFile(String name, Reader in, InciReader inci, Rates rates) {
    records = records(name, in);
    mapping = ColumnMapping.of(records.columns());
    reader = new ProductReader(mapping, inci, rates);
  }

  /** Opens a file in UTF-8; bytes that are not UTF-8 spoil their row only. */
  public static CatalogueFile open(Path file, InciReader inci, Rates rates) throws IOException {
    return new CatalogueFile(file.toString(), text(file), inci, rates);
  }

  /** Text of a file in UTF-8, with a replacement character for what is not. */
  static Reader text(Path file) throws IOException {
    var decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    return new InputStreamReader(Files.newInputStream(file), decoder);
  }

  /** The rows of a text of either type. */
  static Records records(String name, Reader in) {
    BufferedReader text = new BufferedReader(in);
    return isJson(text) ? new JsonRecords(text) : new CsvRecords(name, text);
  }

  private static boolean isJson(BufferedReader text) {
    try {
      text.mark(16);
      int first = text.read();
      if (first == '\uFEFF') {
        first = text.read();
      }
      text.reset();
      return first == '{';
    } catch (IOException e) {
      throw new java.io.UncheckedIOException("cannot read the catalogue", e);
    }
  }

  /** Which column each field is taken from. */
  public ColumnMapping mapping() {
    return mapping;
  }

  /** The next row, or null at the end. */
  public @Nullable Row read() {
    Records.Record next = records.next();
    if (next == null) {
      return null;
    }
    try {
      Product product = reader.read(cells(next));
      Integer first = lineOfId.putIfAbsent(product.id(), next.line());
      if (first != null) {
        throw new RowException("id '" + product.id() + "' is on line " + first + " already");
      }
      return new Row(next.line(), product, "");
    } catch (RowException e) {
      return new Row(next.line(), null, String.valueOf(e.getMessage()));
    }
  }

  private Map<Field, String> cells(Records.Record row) throws RowException {
    if (!row.problem().isEmpty()) {
      throw new RowException(row.problem());
    }
    Map<Field, String> cells = new EnumMap<>(Field.class);
    for (Field field : Field.values()) {
      String column = mapping.fields().get(field.label());
      String cell = column == null ? null : row.cells().get(ColumnMapping.key(column));
      if (cell == null) {
        continue;
      }
      if (cell.length() > LONGEST_CELL) {
        throw new RowException(
            "cell %s of more than %d characters".formatted(column, LONGEST_CELL));
      }
      if (cell.indexOf('\uFFFD') >= 0) {
        throw new RowException("cell " + column + " is not UTF-8");
      }
      cells.put(field, CONTROLS.matcher(cell).replaceAll(""));
    }
    return cells;
  }

  @Override
  public void close() throws IOException {
    records.close();
  }

  /** Rows of one of the file types. */
  interface Records extends AutoCloseable {

    /**
     * @param line line on which it starts
     * @param cells cells by {@link ColumnMapping#key}
     * @param problem why it cannot be read, or empty
     */
    record Record(int line, Map<String, String> cells, String problem) {}

    List<String> columns();

    @Nullable Record next();

    @Override
    void close() throws IOException;
  }

  /** Cells by their columns. */
  static Map<String, String> byColumn(List<String> columns, List<String> cells) {
    Map<String, String> row = new LinkedHashMap<>();
    for (int i = 0; i < columns.size(); i++) {
      row.putIfAbsent(ColumnMapping.key(columns.get(i)), cells.get(i));
    }
    return row;
  }
}
