package io.dermaflow.datasets.formats;

import io.dermaflow.datasets.LabelTable;
import io.dermaflow.datasets.Sources.Source;
import io.dermaflow.errors.DermaflowException;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

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
          new Scin(TABLE),
          new Fitzpatrick17k(TABLE),
          new Acne04V2(TABLE),
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
      return recognised(source);
    }
    DatasetFormat format = named(name);
    try (Stream<String> paths = paths(source)) {
      if (paths.noneMatch(format::accepts)) {
        throw DermaflowException.usage(
            "Source '%s' is not laid out as %s".formatted(source.name(), name),
            "its label files at the top of the source",
            "leave --format out: the layout is recognised");
      }
    }
    return format;
  }

  private static Stream<String> paths(Source source) {
    return source.storage().list(source.prefix()).map(object -> Pictures.path(source, object));
  }

  /** One listing for all formats: the first in order that any object speaks for. */
  private static DatasetFormat recognised(Source source) {
    int best = ALL.size() - 1;
    try (Stream<String> paths = paths(source)) {
      for (Iterator<String> left = paths.iterator(); best > 0 && left.hasNext(); ) {
        String path = left.next();
        for (int i = 0; i < best; i++) {
          if (ALL.get(i).recognises(path)) {
            best = i;
          }
        }
      }
    }
    return ALL.get(best);
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
