package io.dermaflow.datasets.formats;

import io.dermaflow.datasets.LabelTable;
import io.dermaflow.datasets.SourceEntry;
import io.dermaflow.datasets.Sources.Source;
import io.dermaflow.errors.DermaflowException;
import io.dermaflow.json.Json;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Our manifest as one JSON object a line; conditions may be a list. */
final class ManifestJsonLines implements DatasetFormat {

  private static final String MANIFEST = "manifest.jsonl";

  private final LabelTable table;

  ManifestJsonLines(LabelTable table) {
    this.table = table;
  }

  @Override
  public String name() {
    return "manifest-jsonl";
  }

  @Override
  public boolean recognises(String path) {
    return path.equals(MANIFEST);
  }

  @Override
  public Stream<SourceEntry> read(Source source) {
    return ManifestRows.entries(table, source, new Lines(Pictures.text(source, MANIFEST)));
  }

  private record Lines(String text) implements Rows {

    @Override
    public Iterator<Row> all() {
      return new LineIterator(text, 0);
    }

    @Override
    public Map<String, String> again(int at) {
      return new LineIterator(text, at).next().values();
    }
  }

  private static final class LineIterator implements Iterator<Rows.Row> {

    private final String text;
    private int at;
    private int line = 1;

    LineIterator(String text, int at) {
      this.text = text;
      this.at = at;
    }

    @Override
    public boolean hasNext() {
      while (at < text.length() && text.substring(at, end()).isBlank()) {
        advance(end());
      }
      return at < text.length();
    }

    @Override
    public Rows.Row next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      int end = end();
      Rows.Row row = new Rows.Row(line, at, values(text.substring(at, end), line));
      advance(end);
      return row;
    }

    private int end() {
      int end = at;
      while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
        end++;
      }
      return end;
    }

    /** Over the line break, which may be two characters. */
    private void advance(int end) {
      at = end + (text.startsWith("\r\n", end) ? 2 : 1);
      line++;
    }
  }

  private static Map<String, String> values(String json, int line) {
    JsonNode node;
    try {
      node = Json.tree(json);
    } catch (JacksonException e) {
      throw DermaflowException.usage(
          "Line %d of %s is no JSON".formatted(line, MANIFEST),
          "an object with a member 'path'",
          "it was cut off while it was copied");
    }
    JsonNode path = node.path(ManifestRows.PATH);
    if (!path.isString() || path.asString().isBlank()) {
      throw DermaflowException.usage(
          "Line %d of %s has no path".formatted(line, MANIFEST),
          "an object with a member 'path'",
          "the members are called otherwise");
    }
    Map<String, String> values = new HashMap<>();
    node.propertyStream()
        .filter(member -> !member.getValue().isNull())
        .forEach(member -> values.put(member.getKey(), text(member.getValue())));
    ManifestRows.requireKnown("Line %d of %s".formatted(line, MANIFEST), values.keySet());
    values.values().removeIf(String::isBlank);
    return values;
  }

  private static String text(JsonNode value) {
    if (value.isObject()) {
      return value.toString();
    }
    if (!value.isArray()) {
      return value.asString("").strip();
    }
    // An empty list of conditions means that somebody looked and found none.
    List<String> items = value.valueStream().map(ManifestJsonLines::text).toList();
    return items.isEmpty() ? "none" : String.join("|", items);
  }
}
