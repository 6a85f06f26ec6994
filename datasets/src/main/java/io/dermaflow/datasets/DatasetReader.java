package io.dermaflow.datasets;

import io.dermaflow.datasets.Sources.Source;
import io.dermaflow.errors.DermaflowException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Lists what a source offers. Two layouts are recognised: a {@code manifest.csv} at the top, or a
 * folder a label (also below {@code train}, {@code valid} and {@code test}).
 */
public final class DatasetReader {

  private static final String MANIFEST = "manifest.csv";
  private static final long MANIFEST_BYTES = 256L << 20;
  private static final Set<String> SPLITS = Set.of("train", "valid", "test");
  private static final Set<String> COLUMNS =
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

  private final LabelTable table = new LabelTable();

  /**
   * Entries in key order. Close the stream.
   *
   * @throws DermaflowException when the manifest cannot be understood
   */
  public Stream<SourceEntry> read(Source source) {
    ObjectStorage storage = source.storage();
    Optional<StoredObject> manifest = storage.find(source.prefix() + MANIFEST);
    if (manifest.isPresent()) {
      return readManifest(source);
    }
    return storage.list(source.prefix()).filter(this::isPicture).map(o -> byFolder(source, o));
  }

  private boolean isPicture(StoredObject object) {
    String name = object.name().toLowerCase(Locale.ROOT);
    return !name.startsWith(".")
        && (name.endsWith(".jpg")
            || name.endsWith(".jpeg")
            || name.endsWith(".png")
            || name.endsWith(".webp"));
  }

  private SourceEntry byFolder(Source source, StoredObject object) {
    String path = object.key().substring(source.prefix().length());
    String[] parts = path.split("/");
    String split = null;
    int at = 0;
    if (parts.length > 2 && SPLITS.contains(parts[0].toLowerCase(Locale.ROOT))) {
      split = parts[0].toLowerCase(Locale.ROOT);
      at = 1;
    }
    String folder = parts.length > at + 1 ? parts[parts.length - 2] : "";
    Optional<Labels> labels = folder.isEmpty() ? Optional.empty() : table.findFolder(folder);
    return new SourceEntry(
        object,
        labels.orElse(Labels.NONE),
        null,
        originalName(object.name()),
        split,
        labels.isPresent() ? null : folder);
  }

  /** Copies made by Roboflow are {@code NAME_jpg.rf.HASH.jpg}: the name before it is the group. */
  private static @Nullable String originalName(String name) {
    int at = name.indexOf(".rf.");
    return at > 0 ? name.substring(0, at) : null;
  }

  private Stream<SourceEntry> readManifest(Source source) {
    ObjectStorage storage = source.storage();
    String text =
        new String(
            storage.read(source.prefix() + MANIFEST, MANIFEST_BYTES), StandardCharsets.UTF_8);
    List<String> lines = text.lines().toList();
    if (lines.isEmpty()) {
      throw DermaflowException.usage(
          MANIFEST + " in " + source.name() + " is empty",
          "a header with at least the column 'path'",
          "it was cut off while it was copied");
    }
    List<String> header = Csv.split(lines.get(0).replace("\uFEFF", ""));
    for (String column : header) {
      if (!COLUMNS.contains(column)) {
        throw DermaflowException.usage(
            MANIFEST + " has a column '" + column + "'",
            "columns out of " + COLUMNS.stream().sorted().toList(),
            "it is misspelt");
      }
    }
    if (!header.contains("path")) {
      throw DermaflowException.usage(
          MANIFEST + " has columns " + header, "a column 'path'", "the header line is missing");
    }
    Map<String, StoredObject> objects = new HashMap<>();
    try (Stream<StoredObject> listed = storage.list(source.prefix())) {
      listed.forEach(o -> objects.put(o.key().substring(source.prefix().length()), o));
    }
    List<SourceEntry> entries = new ArrayList<>();
    for (int i = 1; i < lines.size(); i++) {
      if (!lines.get(i).isBlank()) {
        entries.add(row(source, objects, header, Csv.split(lines.get(i)), i + 1));
      }
    }
    return entries.stream();
  }

  private SourceEntry row(
      Source source,
      Map<String, StoredObject> objects,
      List<String> header,
      List<String> cells,
      int line) {
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
    String path = row.getOrDefault("path", "");
    StoredObject object = objects.get(path);
    if (object == null) {
      // The item is set aside by the inspection, which finds no bytes.
      object = new StoredObject(source.prefix() + path, "missing", 0, java.time.Instant.EPOCH);
    }
    List<String> unknown = new ArrayList<>();
    String severity = value("severity", row, unknown);
    String type = value("skin_type", row, unknown);
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
        object,
        new Labels(severity, type, conditions),
        row.get("subject"),
        row.get("group"),
        row.get("split"),
        unknown.isEmpty() ? null : String.join(", ", unknown));
  }

  private @Nullable String value(String column, Map<String, String> row, List<String> unknown) {
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
