package io.dermaflow.datasets.formats;

import io.dermaflow.datasets.LabelTable;
import io.dermaflow.datasets.Labels;
import io.dermaflow.datasets.SourceEntry;
import io.dermaflow.datasets.Sources.Source;
import io.dermaflow.errors.DermaflowException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * COCO JSON (Lin et al., 2014): images, annotations, categories; files {@code *.coco.json} or
 * {@code instances_*.json}, also one a split as Roboflow exports them. The categories of an image's
 * annotations are its labels.
 */
final class Coco implements DatasetFormat {

  private static final Pattern FILE =
      Pattern.compile("(?:.*/)?(?:[^/]*[.]coco[.]json|instances_[^/]*[.]json)");

  private final LabelTable table;

  Coco(LabelTable table) {
    this.table = table;
  }

  @Override
  public String name() {
    return "coco";
  }

  @Override
  public boolean recognises(String path) {
    return FILE.matcher(path).matches();
  }

  @Override
  public Stream<SourceEntry> read(Source source) {
    Listing listing = Listing.of(source);
    Map<String, SourceEntry> entries = new LinkedHashMap<>();
    for (String path : listing.paths().filter(this::recognises).toList()) {
      for (SourceEntry entry : file(source, listing, path)) {
        entries.merge(entry.object().key(), entry, Coco::agreed);
      }
    }
    return entries.values().stream();
  }

  /** A picture that two files name counts once, where both say the same of it. */
  private static SourceEntry agreed(SourceEntry a, SourceEntry b) {
    boolean same =
        a.labels().equals(b.labels())
            && Objects.equals(a.split(), b.split())
            && Objects.equals(a.unknownLabel(), b.unknownLabel());
    return same
        ? a
        : new SourceEntry(
            a.object(),
            a.labels(),
            a.subject(),
            a.group(),
            a.split(),
            "in two files with different labels or splits",
            a.details());
  }

  private List<SourceEntry> file(Source source, Listing listing, String path) {
    JsonNode root = root(source, path);
    Map<String, String> categories = new HashMap<>();
    root.path("categories").forEach(c -> categories.put(text(c, "id"), text(c, "name")));
    Map<String, Set<String>> labels = new HashMap<>();
    root.path("annotations")
        .forEach(
            a ->
                labels
                    .computeIfAbsent(text(a, "image_id"), id -> new TreeSet<>())
                    .add(categories.getOrDefault(text(a, "category_id"), "?")));
    List<SourceEntry> entries = new ArrayList<>();
    for (JsonNode image : root.path("images")) {
      String name = text(image, "file_name");
      if (name.isBlank()) {
        throw DermaflowException.usage(
            "Image %d of %s has no file_name".formatted(entries.size() + 1, path),
            "a file_name in every image",
            "it is of another format");
      }
      entries.add(entry(listing, path, name, labels.getOrDefault(text(image, "id"), Set.of())));
    }
    return entries;
  }

  private static String text(JsonNode node, String member) {
    return node.path(member).asString("");
  }

  private static JsonNode root(Source source, String path) {
    JsonNode root = Pictures.json(source, path, "a COCO file");
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
  private static String place(Listing listing, String folder, String name) {
    for (String at : List.of(folder + name, name, "images/" + name, folder + "images/" + name)) {
      if (listing.contains(at)) {
        return at;
      }
    }
    return folder + name;
  }

  private SourceEntry entry(Listing listing, String file, String name, Set<String> categories) {
    Said said = new Said();
    Set<String> severities = new TreeSet<>();
    Set<String> types = new TreeSet<>();
    Set<String> conditions = new LinkedHashSet<>();
    for (String category : categories) {
      said.label(table, Pictures.name(file), category);
      Optional<LabelTable.Meaning> meaning = table.find(category);
      if (meaning.isEmpty()) {
        said.unknown(category);
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
        said.unknown(String.join(" and ", several));
      }
    }
    if (categories.isEmpty()) {
      said.unknown("no annotation");
    }
    String folder = Pictures.folder(file);
    String first = folder.split("/")[0];
    Optional<String> split = Pictures.split(first);
    if (split.isPresent()) {
      said.add("folder", Said.SPLIT, first);
    }
    return new SourceEntry(
        listing.object(place(listing, folder, name)),
        new Labels(
            severities.size() == 1 ? severities.iterator().next() : null,
            types.size() == 1 ? types.iterator().next() : null,
            conditions.isEmpty() ? null : conditions),
        null,
        Pictures.originalName(name),
        split.orElse(null),
        said.unknown(),
        said.details());
  }
}
