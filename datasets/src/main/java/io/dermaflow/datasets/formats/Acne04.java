package io.dermaflow.datasets.formats;

import io.dermaflow.datasets.LabelTable;
import io.dermaflow.datasets.Labels;
import io.dermaflow.datasets.SequentialStorage;
import io.dermaflow.datasets.SourceEntry;
import io.dermaflow.datasets.Sources.Source;
import io.dermaflow.datasets.StoredObject;
import io.dermaflow.errors.DermaflowException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * ACNE04 as it was published (Wu et al., 2019): {@code JPEGImages}, lists {@code
 * NNEW_{trainval,test}_{0..4}.txt} of {@code <file> <grade> <lesions>}, and Pascal VOC files with
 * an object a lesion. The five folds hold the same people on both sides, so that no split is taken
 * from them. Where there is no list at all, the grade is the one in the picture's name.
 */
final class Acne04 implements DatasetFormat {

  private static final Pattern LIST = Pattern.compile("(?:.*/)?NNEW_(trainval|test)_[0-9]+[.]txt");
  private static final Pattern BOXES = Pattern.compile("(?:.*/)?Annotations/[^/]+[.]xml");
  private static final Pattern GRADED = Pattern.compile("(?:.*/)?JPEGImages/levle[0-9]_[^/]+");
  private static final String FOLDER = "JPEGImages/";

  /** What the lists say of a picture. */
  private static final class Stated {
    private final TreeSet<String> grades = new TreeSet<>();
    private final TreeSet<Integer> counts = new TreeSet<>();
    private final Said said = new Said();
  }

  /** What a source holds, by the name of the picture. */
  private static final class Contents {
    private final Map<String, String> pictures = new TreeMap<>();
    private final Map<String, String> boxes = new HashMap<>();
    private final Map<String, OptionalInt> counted = new HashMap<>();
    private final Map<String, Stated> stated = new HashMap<>();
    private boolean listed;
  }

  private final LabelTable table;

  Acne04(LabelTable table) {
    this.table = table;
  }

  @Override
  public String name() {
    return "acne04";
  }

  @Override
  public boolean recognises(String path) {
    return LIST.matcher(path).matches()
        || (GRADED.matcher(path).matches() && Pictures.isPicture(path));
  }

  /** The level that a picture's name starts with, as {@code levle2}. */
  static Optional<String> level(String name) {
    return name.matches("levle[0-9]_.*")
        ? Optional.of(name.substring(0, "levle0".length()))
        : Optional.empty();
  }

  @Override
  public Stream<SourceEntry> read(Source source) {
    Listing listing = Listing.of(source);
    Contents contents = new Contents();
    listing.paths().forEach(path -> sort(source, path, contents));
    // A list may name a file that is not there: it is set aside, not forgotten.
    contents.stated.keySet().forEach(name -> contents.pictures.putIfAbsent(name, FOLDER + name));
    if (source.storage() instanceof SequentialStorage archive) {
      // Read with its picture, each would start the archive over.
      contents.boxes.values().stream()
          .sorted(Comparator.comparingLong(xml -> archive.position(source.prefix() + xml)))
          .forEachOrdered(xml -> contents.counted.put(xml, Voc.objects(source, xml)));
    }
    return contents.pictures.entrySet().stream()
        .map(p -> entry(source, listing.object(p.getValue()), p.getKey(), contents));
  }

  private static void sort(Source source, String path, Contents contents) {
    String name = Pictures.name(path);
    if (LIST.matcher(path).matches()) {
      contents.listed = true;
      list(source, path, contents.stated);
    } else if (path.contains(FOLDER) && Pictures.isPicture(path)) {
      contents.pictures.putIfAbsent(name, path);
    } else if (BOXES.matcher(path).matches()) {
      contents.boxes.putIfAbsent(stem(name), path);
    }
  }

  private static String stem(String name) {
    int dot = name.lastIndexOf('.');
    return dot < 0 ? name : name.substring(0, dot);
  }

  private static void list(Source source, String path, Map<String, Stated> pictures) {
    String file = Pictures.name(path);
    int number = 0;
    for (String line : Pictures.text(source, path).lines().toList()) {
      number++;
      if (line.isBlank()) {
        continue;
      }
      String[] cells = line.strip().split("\\s+");
      if (cells.length < 2) {
        throw DermaflowException.usage(
            "Line %d of %s is '%s'".formatted(number, file, line.strip()),
            "<file> <grade> <lesions>",
            "the list was changed or cut");
      }
      Stated stated = pictures.computeIfAbsent(cells[0], name -> new Stated());
      stated.grades.add(cells[1]);
      stated.said.add(file, Said.SEVERITY, cells[1]);
      if (cells.length > 2) {
        stated.said.add(file, Said.LESIONS, cells[2]);
        if (cells[2].matches("[0-9]{1,5}")) {
          stated.counts.add(Integer.valueOf(cells[2]));
        }
      }
    }
  }

  private SourceEntry entry(Source source, StoredObject object, String name, Contents contents) {
    Stated stated = contents.stated.getOrDefault(name, new Stated());
    Said said = stated.said;
    level(name)
        .ifPresent(
            level -> {
              said.add("name", Said.SEVERITY, level);
              if (!contents.listed) {
                stated.grades.add(level);
              }
            });
    Optional<String> severity =
        stated.grades.size() == 1
            ? table.findValue("severity", stated.grades.first())
            : Optional.empty();
    if (severity.isEmpty()) {
      said.unknown(unknown(stated.grades, contents.listed));
    }
    String xml = contents.boxes.get(stem(name));
    Integer counted = xml == null ? null : counted(source, xml, contents, said);
    return new SourceEntry(
        object,
        new Labels(severity.orElse(null), null, null),
        null,
        null,
        null,
        said.unknown(),
        said.details(
            null, stated.counts.size() == 1 ? stated.counts.first() : counted, null, null));
  }

  private static @Nullable Integer counted(
      Source source, String xml, Contents contents, Said said) {
    OptionalInt objects =
        contents.counted.containsKey(xml)
            ? contents.counted.getOrDefault(xml, OptionalInt.empty())
            : Voc.objects(source, xml);
    String file = Pictures.name(xml);
    if (objects.isEmpty()) {
      said.add(file, Said.LESIONS, "unreadable");
      return null;
    }
    said.add(file, Said.LESIONS, String.valueOf(objects.getAsInt()));
    return objects.getAsInt();
  }

  private static String unknown(TreeSet<String> grades, boolean listed) {
    return switch (grades.size()) {
      case 0 -> listed ? "in no list" : "no grade";
      case 1 -> "grade " + grades.first();
      default -> "grades " + String.join(" and ", grades);
    };
  }
}
