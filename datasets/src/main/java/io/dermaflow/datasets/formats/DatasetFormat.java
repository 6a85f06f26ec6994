package io.dermaflow.datasets.formats;

import io.dermaflow.datasets.SourceEntry;
import io.dermaflow.datasets.Sources.Source;
import java.util.stream.Stream;

/** A way in which a source lays out pictures and labels. Labels it does not know stay unknown. */
public interface DatasetFormat {

  /** What {@code --format} calls it. */
  String name();

  /**
   * Whether a source that holds this object is laid out so.
   *
   * @param path key without the source's prefix
   */
  boolean recognises(String path);

  /**
   * Whether a source that holds this object may be laid out so when somebody says that it is.
   *
   * @param path key without the source's prefix
   */
  default boolean accepts(String path) {
    return recognises(path);
  }

  /**
   * All items. Close the stream.
   *
   * @throws io.dermaflow.errors.DermaflowException when the labels cannot be understood, also while
   *     the stream is consumed
   */
  Stream<SourceEntry> read(Source source);
}
