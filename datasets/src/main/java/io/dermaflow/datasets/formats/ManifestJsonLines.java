package io.dermaflow.datasets.formats;

import io.dermaflow.datasets.LabelTable;
import io.dermaflow.datasets.SourceEntry;
import io.dermaflow.datasets.Sources.Source;
import io.dermaflow.datasets.StoredObject;
import io.dermaflow.errors.DermaflowException;
import io.dermaflow.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
  public boolean recognises(Source source) {
    return source.storage().find(source.prefix() + MANIFEST).isPresent();
  }

  @Override
  public Stream<SourceEntry> read(Source source) {
    String text =
        new String(
            source.storage().read(source.prefix() + MANIFEST, ManifestRow.MOST_BYTES),
            StandardCharsets.UTF_8);
    Map<String, StoredObject> objects = Pictures.byPath(source);
    List<SourceEntry> entries = new ArrayList<>();
    int line = 0;
    for (String json : text.lines().toList()) {
      line++;
      if (!json.isBlank()) {
        entries.add(ManifestRow.entry(table, source, objects, row(json, line)));
      }
    }
    return entries.stream();
  }

  private static Map<String, String> row(String json, int line) {
    JsonNode node;
    try {
      node = Json.tree(json);
    } catch (JacksonException e) {
      throw DermaflowException.usage(
          "Line %d of %s is no JSON".formatted(line, MANIFEST),
          "an object with a member 'path'",
          "it was cut off while it was copied");
    }
    if (!node.isObject() || !node.path("path").isString()) {
      throw DermaflowException.usage(
          "Line %d of %s has no path".formatted(line, MANIFEST),
          "an object with a member 'path'",
          "the members are called otherwise");
    }
    Map<String, String> row = new HashMap<>();
    node.propertyStream()
        .forEach(
            member -> {
              String value = text(member.getValue());
              if (!member.getValue().isNull()) {
                row.put(member.getKey(), value);
              }
            });
    ManifestRow.requireKnown("Line %d of %s".formatted(line, MANIFEST), row.keySet());
    // An empty list of conditions means that somebody looked and found none.
    row.values().removeIf(String::isBlank);
    return row;
  }

  private static String text(JsonNode value) {
    if (!value.isArray()) {
      return value.asString().strip();
    }
    List<String> items = value.valueStream().map(JsonNode::asString).toList();
    return items.isEmpty() ? "none" : String.join("|", items);
  }
}
