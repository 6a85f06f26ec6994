package io.dermaflow.datasets.formats;

import io.dermaflow.datasets.LabelTable;
import io.dermaflow.datasets.Labels;
import io.dermaflow.datasets.SourceEntry;
import io.dermaflow.datasets.Sources.Source;
import io.dermaflow.datasets.StoredObject;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A folder a label, also below {@code train}, {@code valid} (or {@code val}) and {@code test}. In a
 * folder whose label is known every file is an item, so that none is skipped without a word; in any
 * other one only what is called like a picture.
 */
final class LabelFolders implements DatasetFormat {

  private static final Set<String> OF_THE_SYSTEM = Set.of("thumbs.db", "desktop.ini");

  private final LabelTable table;

  LabelFolders(LabelTable table) {
    this.table = table;
  }

  @Override
  public String name() {
    return "folders";
  }

  @Override
  public boolean recognises(String path) {
    return true;
  }

  @Override
  public Stream<SourceEntry> read(Source source) {
    return source
        .storage()
        .list(source.prefix())
        .filter(object -> offers(Place.of(Pictures.path(source, object))))
        .map(object -> entry(object, Place.of(Pictures.path(source, object))));
  }

  /**
   * Where a file lies.
   *
   * @param top first folder when it names a split, or empty
   * @param label folder that holds the file, or empty
   */
  private record Place(String top, String label, String file) {

    static Place of(String path) {
      String[] parts = path.split("/", -1);
      boolean split = parts.length > 2 && Pictures.split(parts[0]).isPresent();
      int folders = parts.length - 1 - (split ? 1 : 0);
      return new Place(
          split ? parts[0] : "",
          folders > 0 ? parts[parts.length - 2] : "",
          parts[parts.length - 1]);
    }
  }

  private boolean offers(Place place) {
    boolean hidden =
        place.file().isEmpty()
            || place.file().startsWith(".")
            || OF_THE_SYSTEM.contains(place.file().toLowerCase(Locale.ROOT));
    boolean known = table.find(place.label()).isPresent();
    return !hidden && (known || Pictures.isPicture(place.file()));
  }

  private SourceEntry entry(StoredObject object, Place place) {
    Optional<Labels> labels = table.findFolder(place.label());
    Said said = new Said();
    said.label(table, "folder", place.label());
    said.add("folder", Said.SPLIT, place.top());
    return new SourceEntry(
        object,
        labels.orElse(Labels.NONE),
        null,
        Pictures.originalName(object.name()),
        Pictures.split(place.top()).orElse(null),
        labels.isPresent() ? null : place.label(),
        said.details());
  }
}
