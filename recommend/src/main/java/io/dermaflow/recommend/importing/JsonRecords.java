package io.dermaflow.recommend.importing;

import io.dermaflow.json.Json;
import io.dermaflow.recommend.importing.CatalogueFile.Records;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Rows of a file with one JSON object a line; lists become cells with {@code |}. */
final class JsonRecords implements Records {

  private static final int LONGEST_LINE = 1 << 18;

  private final Reader in;
  private final List<String> columns = new ArrayList<>();
  private final @Nullable Record first;
  private boolean firstTaken;
  private int line;

  JsonRecords(Reader in) {
    this.in = in;
    first = readRecord();
    if (first != null) {
      columns.addAll(first.cells().keySet());
    }
  }

  /** Names of the first object. */
  @Override
  public List<String> columns() {
    return columns;
  }

  @Override
  public @Nullable Record next() {
    if (!firstTaken) {
      firstTaken = true;
      return first;
    }
    return readRecord();
  }

  private @Nullable Record readRecord() {
    StringBuilder text = new StringBuilder();
    while (readLine(text)) {
      line++;
      if (text.length() > LONGEST_LINE) {
        return new Record(
            line, Map.of(), "a line of more than %d characters".formatted(LONGEST_LINE));
      }
      if (!text.toString().isBlank()) {
        return parse(text.toString());
      }
    }
    return null;
  }

  /** Reads a line; what is longer than the longest is cut. */
  private boolean readLine(StringBuilder text) {
    text.setLength(0);
    try {
      int c = in.read();
      if (c < 0) {
        return false;
      }
      while (c >= 0 && c != '\n') {
        if (text.length() <= LONGEST_LINE) {
          text.append((char) c);
        }
        c = in.read();
      }
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the catalogue", e);
    }
  }

  private Record parse(String text) {
    try {
      JsonNode node = Json.tree(text.replace("\uFEFF", ""));
      if (!node.isObject()) {
        return new Record(line, Map.of(), "no JSON object");
      }
      Map<String, String> cells = new LinkedHashMap<>();
      node.properties()
          .forEach(entry -> cells.put(ColumnMapping.key(entry.getKey()), cell(entry.getValue())));
      return new Record(line, cells, "");
    } catch (JacksonException e) {
      return new Record(line, Map.of(), "no JSON: " + e.getOriginalMessage());
    }
  }

  private static String cell(JsonNode value) {
    if (value.isNull()) {
      return "";
    }
    return value.isArray()
        ? value.valueStream().map(JsonRecords::cell).collect(Collectors.joining("|"))
        : value.asString("");
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
