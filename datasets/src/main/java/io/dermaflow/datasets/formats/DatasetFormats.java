package io.dermaflow.datasets.formats;

import io.dermaflow.datasets.LabelTable;
import io.dermaflow.datasets.Sources.Source;
import io.dermaflow.errors.DermaflowException;
import java.util.List;

/** All formats. */
public final class DatasetFormats {

  /** The layout is recognised. */
  public static final String AUTO = "auto";

  private static final LabelTable TABLE = new LabelTable();

  /** In the order in which they are tried; the last one takes anything. */
  private static final List<DatasetFormat> ALL =
      List.of(
          new ManifestCsv(TABLE),
          new ManifestJsonLines(TABLE),
          new Acne04(TABLE),
          new Coco(TABLE),
          new LabelFolders(TABLE));

  private DatasetFormats() {}

  /** Names for {@code --format}. */
  public static List<String> names() {
    return ALL.stream().map(DatasetFormat::name).toList();
  }

  /**
   * @param name of a format, or {@link #AUTO}
   * @throws DermaflowException when there is no such format, or the source is not laid out so
   */
  public static DatasetFormat of(String name, Source source) {
    if (name.equals(AUTO)) {
      return ALL.stream()
          .filter(format -> format.recognises(source))
          .findFirst()
          .orElseThrow(() -> new IllegalStateException("no format takes " + source.name()));
    }
    DatasetFormat format = named(name);
    if (!format.recognises(source)) {
      throw DermaflowException.usage(
          "Source '%s' is not laid out as %s".formatted(source.name(), name),
          "its label files at the top of the source",
          "leave --format out: the layout is recognised");
    }
    return format;
  }

  /**
   * @throws DermaflowException when there is no such format
   */
  public static DatasetFormat named(String name) {
    return ALL.stream()
        .filter(format -> format.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                DermaflowException.usage(
                    "--format " + name,
                    AUTO + " or one of " + names(),
                    "leave it out: the layout is recognised"));
  }
}
