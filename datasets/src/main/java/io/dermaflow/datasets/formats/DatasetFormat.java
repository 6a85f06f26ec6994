package io.dermaflow.datasets.formats;

import io.dermaflow.datasets.SourceEntry;
import io.dermaflow.datasets.Sources.Source;
import java.util.stream.Stream;

/** A way in which a source lays out pictures and labels. Labels it does not know stay unknown. */
public interface DatasetFormat {

  /** What {@code --format} calls it. */
  String name();

  /** Whether a source is laid out so, told from names alone. */
  boolean recognises(Source source);

  /**
   * All items. Close the stream.
   *
   * @throws io.dermaflow.errors.DermaflowException when the labels cannot be understood
   */
  Stream<SourceEntry> read(Source source);
}
