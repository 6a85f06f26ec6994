package io.dermaflow.datasets.formats;

import io.dermaflow.datasets.LabelTable;
import io.dermaflow.datasets.Labels;
import io.dermaflow.datasets.SourceEntry;
import io.dermaflow.datasets.Sources.Source;
import io.dermaflow.datasets.StoredObject;
import io.dermaflow.errors.DermaflowException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * ACNE04 as it was published (Wu et al., 2019): {@code JPEGImages} and lists {@code
 * NNEW_{trainval,test}_{0..4}.txt} of {@code <file> <grade> <lesions>}. The five folds hold the
 * same people on both sides, so that no split is taken from them.
 */
final class Acne04 implements DatasetFormat {

  private static final Pattern LIST = Pattern.compile("(?:.*/)?NNEW_(trainval|test)_[0-9]+[.]txt");
  private static final String FOLDER = "JPEGImages/";
  private static final long LIST_BYTES = 16L << 20;

  private final LabelTable table;

  Acne04(LabelTable table) {
    this.table = table;
  }

  @Override
  public String name() {
    return "acne04";
  }

  @Override
  public boolean recognises(Source source) {
    try (Stream<StoredObject> listed = source.storage().list(source.prefix())) {
      return listed.anyMatch(object -> LIST.matcher(object.key()).matches());
    }
  }

  @Override
  public Stream<SourceEntry> read(Source source) {
    Map<String, StoredObject> pictures = new TreeMap<>();
    Map<String, TreeSet<String>> grades = new HashMap<>();
    for (StoredObject object : Pictures.byPath(source).values()) {
      if (LIST.matcher(object.key()).matches()) {
        list(source, object, grades);
      } else if (object.key().contains(FOLDER) && Pictures.isPicture(object)) {
        pictures.put(object.name(), object);
      }
    }
    // A list may name a file that is not there: it is set aside, not forgotten.
    for (String name : grades.keySet()) {
      pictures.computeIfAbsent(name, n -> Pictures.object(source, Map.of(), FOLDER + n));
    }
    List<SourceEntry> entries =
        pictures.entrySet().stream()
            .map(p -> entry(p.getValue(), grades.getOrDefault(p.getKey(), new TreeSet<>())))
            .collect(Collectors.toList());
    return entries.stream();
  }

  private static void list(Source source, StoredObject list, Map<String, TreeSet<String>> grades) {
    String text = new String(source.storage().read(list.key(), LIST_BYTES), StandardCharsets.UTF_8);
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      if (line.isBlank()) {
        continue;
      }
      String[] cells = line.strip().split("\\s+");
      if (cells.length < 2) {
        throw DermaflowException.usage(
            "Line %d of %s is '%s'".formatted(number, list.name(), line.strip()),
            "<file> <grade> <lesions>",
            "the list was changed or cut");
      }
      grades.computeIfAbsent(cells[0], name -> new TreeSet<>()).add(cells[1]);
    }
  }

  private SourceEntry entry(StoredObject object, TreeSet<String> grades) {
    Optional<String> severity =
        grades.size() == 1 ? table.findValue("severity", grades.first()) : Optional.empty();
    return new SourceEntry(
        object,
        new Labels(severity.orElse(null), null, null),
        null,
        null,
        null,
        severity.isPresent() ? null : unknown(grades));
  }

  private static @Nullable String unknown(TreeSet<String> grades) {
    return switch (grades.size()) {
      case 0 -> "in no list";
      case 1 -> "grade " + grades.first();
      default -> "grades " + String.join(" and ", grades);
    };
  }
}
