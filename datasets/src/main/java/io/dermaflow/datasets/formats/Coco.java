package io.dermaflow.datasets.formats;

import io.dermaflow.datasets.LabelTable;
import io.dermaflow.datasets.Labels;
import io.dermaflow.datasets.SourceEntry;
import io.dermaflow.datasets.Sources.Source;
import io.dermaflow.datasets.StoredObject;
import io.dermaflow.errors.DermaflowException;
import io.dermaflow.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * COCO JSON (Lin et al., 2014): images, annotations, categories; files {@code *.coco.json} or
 * {@code instances_*.json}, also one a split as Roboflow exports them. The categories of an image's
 * annotations are its labels.
 */
final class Coco implements DatasetFormat {

  private static final long JSON_BYTES = 256L << 20;

  private final LabelTable table;

  Coco(LabelTable table) {
    this.table = table;
  }

  @Override
  public String name() {
    return "coco";
  }

  private static boolean isAnnotations(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    return name.endsWith(".coco.json") || name.matches("instances_.*[.]json");
  }

  @Override
  public boolean recognises(Source source) {
    try (Stream<StoredObject> listed = source.storage().list(source.prefix())) {
      return listed.anyMatch(object -> isAnnotations(object.key()));
    }
  }

  @Override
  public Stream<SourceEntry> read(Source source) {
    Map<String, StoredObject> objects = new TreeMap<>(Pictures.byPath(source));
    List<SourceEntry> entries = new ArrayList<>();
    for (Map.Entry<String, StoredObject> file : objects.entrySet()) {
      if (isAnnotations(file.getKey())) {
        entries.addAll(file(source, objects, file.getKey()));
      }
    }
    return entries.stream();
  }

  private List<SourceEntry> file(Source source, Map<String, StoredObject> objects, String path) {
    JsonNode root = root(source, path);
    Map<Long, String> categories = new HashMap<>();
    root.path("categories")
        .forEach(c -> categories.put(c.path("id").asLong(), c.path("name").asString()));
    Map<Long, Set<String>> labels = new LinkedHashMap<>();
    root.path("annotations")
        .forEach(
            a ->
                labels
                    .computeIfAbsent(a.path("image_id").asLong(), id -> new TreeSet<>())
                    .add(categories.getOrDefault(a.path("category_id").asLong(), "?")));
    int slash = path.lastIndexOf('/');
    String folder = slash < 0 ? "" : path.substring(0, slash + 1);
    Optional<String> split = slash < 0 ? Optional.empty() : Pictures.split(folder.split("/")[0]);
    List<SourceEntry> entries = new ArrayList<>();
    root.path("images")
        .forEach(
            image -> {
              String name = image.path("file_name").asString();
              String at = place(objects, folder, name);
              entries.add(
                  entry(
                      Pictures.object(source, objects, at),
                      name,
                      split,
                      labels.getOrDefault(image.path("id").asLong(), Set.of())));
            });
    return entries;
  }

  private static JsonNode root(Source source, String path) {
    JsonNode root;
    try {
      root =
          Json.tree(
              new String(
                  source.storage().read(source.prefix() + path, JSON_BYTES),
                  StandardCharsets.UTF_8));
    } catch (JacksonException e) {
      throw DermaflowException.usage(
          path + " is no JSON", "a COCO file", "it was cut off while it was copied");
    }
    for (String member : List.of("images", "annotations", "categories")) {
      if (!root.path(member).isArray()) {
        throw DermaflowException.usage(
            "%s has no list '%s'".formatted(path, member),
            "the lists images, annotations and categories",
            "it is of another format");
      }
    }
    return root;
  }

  /** Beside the annotations, below {@code images}, or anywhere when the name says where. */
  private static String place(Map<String, StoredObject> objects, String folder, String name) {
    for (String at : List.of(folder + name, name, "images/" + name, folder + "images/" + name)) {
      if (objects.containsKey(at)) {
        return at;
      }
    }
    return folder + name;
  }

  private SourceEntry entry(
      StoredObject object, String name, Optional<String> split, Set<String> categories) {
    Set<String> severities = new TreeSet<>();
    Set<String> types = new TreeSet<>();
    Set<String> conditions = new LinkedHashSet<>();
    List<String> unknown = new ArrayList<>();
    for (String category : categories) {
      Optional<LabelTable.Meaning> meaning = table.find(category);
      if (meaning.isEmpty()) {
        unknown.add(category);
      } else {
        switch (meaning.get().head()) {
          case "severity" -> severities.add(meaning.get().value());
          case "skin_type" -> types.add(meaning.get().value());
          default -> conditions.add(meaning.get().value());
        }
      }
    }
    for (Set<String> several : List.of(severities, types)) {
      if (several.size() > 1) {
        unknown.add(String.join(" and ", several));
      }
    }
    if (categories.isEmpty()) {
      unknown.add("no annotation");
    }
    return new SourceEntry(
        object,
        new Labels(
            severities.size() == 1 ? severities.iterator().next() : null,
            types.size() == 1 ? types.iterator().next() : null,
            conditions.isEmpty() ? null : conditions),
        null,
        Pictures.originalName(name),
        split.orElse(null),
        unknown.isEmpty() ? null : String.join(", ", unknown));
  }
}
