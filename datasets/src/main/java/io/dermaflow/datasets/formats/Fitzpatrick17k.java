package io.dermaflow.datasets.formats;

import io.dermaflow.datasets.LabelTable;
import io.dermaflow.datasets.Labels;
import io.dermaflow.datasets.SourceEntry;
import io.dermaflow.datasets.Sources.Source;
import io.dermaflow.datasets.StoredObject;
import io.dermaflow.errors.DermaflowException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Fitzpatrick17k (Groh et al., 2021): {@code fitzpatrick17k*.csv} and pictures that are called
 * {@code <md5hash>.jpg} or as {@code url_alphanum} says, anywhere in the source. Most of its 114
 * conditions are none of ours and are set aside.
 */
final class Fitzpatrick17k implements DatasetFormat {

  private static final Pattern FILE =
      Pattern.compile("(?:.*/)?fitzpatrick17k[^/]*[.]csv", Pattern.CASE_INSENSITIVE);
  private static final String HASH = "md5hash";
  private static final String LABEL = "label";

  /** The tone that people at Scale AI gave counts first; -1 is unknown. */
  private static final List<String> TONES = List.of("fitzpatrick_scale", "fitzpatrick_centaur");

  private static final List<String> PARTITIONS =
      List.of("nine_partition_label", "three_partition_label");

  private final LabelTable table;

  Fitzpatrick17k(LabelTable table) {
    this.table = table;
  }

  @Override
  public String name() {
    return "fitzpatrick17k";
  }

  @Override
  public boolean recognises(String path) {
    return FILE.matcher(path).matches();
  }

  @Override
  public Stream<SourceEntry> read(Source source) {
    Listing listing = Listing.of(source);
    List<String> files = listing.paths().filter(this::recognises).toList();
    if (files.size() != 1) {
      throw DermaflowException.usage(
          "Source '%s' has %d files fitzpatrick17k*.csv: %s"
              .formatted(source.name(), files.size(), files),
          "one",
          "one is a changed copy of another: move it out of the source");
    }
    String file = files.get(0);
    CsvTable rows = CsvTable.read(source, file, HASH, LABEL);
    FileNames names = new FileNames(listing);
    RowGroups groups = new RowGroups(rows, HASH);
    return groups.stream()
        .map(group -> entry(object(listing, names, Pictures.folder(file), group.get(0)), group));
  }

  private static StoredObject object(
      Listing listing, FileNames names, String folder, Map<String, String> row) {
    String hash = row.getOrDefault(HASH, "");
    String alphanum = row.getOrDefault("url_alphanum", "");
    return Stream.of(hash + ".jpg", hash + ".jpeg", hash + ".png", alphanum)
        .flatMap(name -> names.find(name).stream())
        .findFirst()
        .map(listing::object)
        .orElseGet(() -> listing.object(folder + hash + ".jpg"));
  }

  private SourceEntry entry(StoredObject object, List<Map<String, String>> rows) {
    Said said = new Said();
    Set<Labels> labels = new LinkedHashSet<>();
    Set<String> names = new TreeSet<>();
    for (Map<String, String> row : rows) {
      annotate(said, row);
      String name = row.getOrDefault(LABEL, "");
      if (name.isEmpty()) {
        said.unknown("no label");
      } else {
        names.add(name);
        table.findFolder(name).ifPresentOrElse(labels::add, () -> said.unknown(name));
      }
      String quality = row.getOrDefault("qc", "");
      if (quality.startsWith("3") || quality.toLowerCase(Locale.ROOT).startsWith("wrong")) {
        said.unknown("qc " + quality);
      }
    }
    if (labels.size() > 1) {
      said.unknown("label " + String.join(" and ", names));
    }
    return new SourceEntry(
        object,
        labels.size() == 1 ? labels.iterator().next() : Labels.NONE,
        null,
        null,
        null,
        said.unknown(),
        said.details(first(rows, TONES).orElse(null), null, licence(rows).orElse(null), null));
  }

  private static void annotate(Said said, Map<String, String> row) {
    said.add(LABEL, Said.CONDITION, row.get(LABEL));
    TONES.forEach(column -> said.add(column, Said.TONE, row.get(column)));
    PARTITIONS.forEach(column -> said.add(column, "partition", row.get(column)));
    said.add("qc", "quality", row.get("qc"));
  }

  private static Optional<String> first(List<Map<String, String>> rows, List<String> columns) {
    return rows.stream()
        .flatMap(row -> columns.stream().map(column -> row.getOrDefault(column, "")))
        .flatMap(step -> Tones.step(Tones.FITZPATRICK, step).stream())
        .findFirst();
  }

  private static Optional<String> licence(List<Map<String, String>> rows) {
    return rows.stream()
        .flatMap(row -> Stream.of("licence", "license").map(c -> row.getOrDefault(c, "")))
        .filter(licence -> !licence.isEmpty())
        .findFirst();
  }
}
