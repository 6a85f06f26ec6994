package io.dermaflow.datasets.formats;

import io.dermaflow.datasets.LabelTable;
import io.dermaflow.datasets.Labels;
import io.dermaflow.datasets.SourceEntry;
import io.dermaflow.datasets.Sources.Source;
import io.dermaflow.datasets.StoredObject;
import java.util.Optional;
import java.util.stream.Stream;

/** A folder a label, also below {@code train}, {@code valid} (or {@code val}) and {@code test}. */
final class LabelFolders implements DatasetFormat {

  private final LabelTable table;

  LabelFolders(LabelTable table) {
    this.table = table;
  }

  @Override
  public String name() {
    return "folders";
  }

  @Override
  public boolean recognises(Source source) {
    return true;
  }

  @Override
  public Stream<SourceEntry> read(Source source) {
    return source
        .storage()
        .list(source.prefix())
        .filter(Pictures::isPicture)
        .map(object -> entry(source, object));
  }

  private SourceEntry entry(Source source, StoredObject object) {
    String[] parts = Pictures.path(source, object).split("/");
    Optional<String> split = parts.length > 2 ? Pictures.split(parts[0]) : Optional.empty();
    int folders = parts.length - 1 - (split.isPresent() ? 1 : 0);
    String folder = folders > 0 ? parts[parts.length - 2] : "";
    Optional<Labels> labels = folder.isEmpty() ? Optional.empty() : table.findFolder(folder);
    return new SourceEntry(
        object,
        labels.orElse(Labels.NONE),
        null,
        Pictures.originalName(object.name()),
        split.orElse(null),
        labels.isPresent() ? null : folder);
  }
}
