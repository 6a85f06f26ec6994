package io.dermaflow.datasets.formats;

import io.dermaflow.datasets.LabelTable;
import io.dermaflow.datasets.Labels;
import io.dermaflow.datasets.SourceEntry;
import io.dermaflow.datasets.Sources.Source;
import io.dermaflow.errors.DermaflowException;
import io.dermaflow.json.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * ACNE04-v2 (AcneAI, 2024): the pictures of ACNE04 with a circle a lesion, in a JSON file; see
 * {@link Circles}. A grade is one that the file states, or else the level in the picture's name; it
 * is never made from the number of lesions, for these are counted on the whole face and of all
 * kinds.
 */
final class Acne04V2 implements DatasetFormat {

  private static final Pattern FILE =
      Pattern.compile(
          "(?:.*/)?(?![.])[^/]*acne04[^/]*v2[^/]*(?<![.]coco)[.]json", Pattern.CASE_INSENSITIVE);

  /** Pictures in it have the circles painted on. */
  private static final Pattern DRAWN = Pattern.compile("(?:.*/)?examples/[^/]+");

  /** What the files say of one picture. */
  private static final class Stated {
    private final Set<String> grades = new TreeSet<>();
    private final Set<String> labels = new TreeSet<>();
    private final TreeSet<Integer> counts = new TreeSet<>();
    private final Said said = new Said();
  }

  private final LabelTable table;

  Acne04V2(LabelTable table) {
    this.table = table;
  }

  @Override
  public String name() {
    return "acne04-v2";
  }

  @Override
  public boolean recognises(String path) {
    return FILE.matcher(path).matches();
  }

  @Override
  public boolean accepts(String path) {
    return recognises(path) || (path.indexOf('/') < 0 && path.endsWith(".json"));
  }

  @Override
  public Stream<SourceEntry> read(Source source) {
    Listing listing = Listing.of(source);
    FileNames names = new FileNames(listing);
    List<String> files = listing.paths().filter(this::recognises).toList();
    boolean named = !files.isEmpty();
    if (!named) {
      files = listing.paths().filter(this::accepts).toList();
    }
    Map<String, Stated> pictures = new TreeMap<>();
    for (String file : files) {
      circles(source, file, named)
          .forEach(
              (name, picture) -> {
                String path = place(listing, names, Pictures.folder(file), name);
                add(pictures.computeIfAbsent(path, p -> new Stated()), file, picture);
              });
    }
    if (pictures.isEmpty()) {
      throw DermaflowException.usage(
          "No JSON file of " + source.name() + " holds circles: " + files,
          "Acne04-v2_annotations.json",
          "it was renamed, or lies in a folder");
    }
    return pictures.entrySet().stream().map(p -> entry(listing, p.getKey(), p.getValue()));
  }

  /**
   * @param named whether the file is called like one that holds circles, and has to hold some
   */
  private static Map<String, Circles.Picture> circles(Source source, String file, boolean named) {
    if (named) {
      JsonNode root = Pictures.json(source, file, "circles by picture");
      Map<String, Circles.Picture> found = Circles.read(root);
      if (found.isEmpty()) {
        throw DermaflowException.usage(
            file + " holds no circles",
            "the lists images and annotations, with coordinates and radius",
            "it is of another format");
      }
      return found;
    }
    try {
      return Circles.read(Json.tree(Pictures.text(source, file)));
    } catch (JacksonException e) {
      return Map.of(); // one of the other files
    }
  }

  private static String place(Listing listing, FileNames names, String folder, String name) {
    for (String path : List.of(folder + name, name)) {
      if (listing.contains(path)) {
        return path;
      }
    }
    return names.find(Pictures.name(name)).stream()
        .filter(path -> !DRAWN.matcher(path).matches())
        .findFirst()
        .orElse(folder + name);
  }

  private void add(Stated stated, String path, Circles.Picture picture) {
    String file = Pictures.name(path);
    for (String grade : picture.grades()) {
      stated.grades.add(grade);
      stated.said.add(file, Said.SEVERITY, grade);
    }
    for (String label : picture.labels()) {
      stated.labels.add(label);
      stated.said.label(table, file, label);
    }
    Integer lesions = picture.lesions();
    if (lesions != null) {
      stated.counts.add(lesions);
      stated.said.add(file, Said.LESIONS, lesions.toString());
    }
  }

  private SourceEntry entry(Listing listing, String path, Stated stated) {
    Said said = stated.said;
    Optional<String> level = Acne04.level(Pictures.name(path));
    level.ifPresent(l -> said.add("name", Said.SEVERITY, l));
    Set<String> severities = new TreeSet<>();
    for (String grade : stated.grades) {
      table
          .findValue("severity", grade)
          .ifPresentOrElse(severities::add, () -> said.unknown("grade " + grade));
    }
    for (String label : stated.labels) {
      table.findValue("severity", label).ifPresent(severities::add);
    }
    if (stated.grades.isEmpty() && severities.isEmpty()) {
      level
          .flatMap(l -> table.findValue("severity", l))
          .ifPresentOrElse(severities::add, () -> said.unknown("no grade"));
    }
    if (severities.size() > 1) {
      said.unknown("severity " + String.join(" and ", severities));
    }
    String severity = severities.size() == 1 ? severities.iterator().next() : null;
    Integer lesions = stated.counts.size() == 1 ? stated.counts.first() : null;
    return new SourceEntry(
        listing.object(path),
        new Labels(severity, null, null),
        null,
        Pictures.originalName(Pictures.name(path)),
        null,
        said.unknown(),
        said.details(null, lesions, null, null));
  }
}
