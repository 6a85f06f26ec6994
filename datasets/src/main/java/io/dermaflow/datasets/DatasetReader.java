package io.dermaflow.datasets;

import io.dermaflow.datasets.Sources.Source;
import io.dermaflow.datasets.formats.DatasetFormats;
import java.util.stream.Stream;

/** Lists what a source offers, in one of the {@link DatasetFormats}. */
public final class DatasetReader {

  private final String format;

  /** Recognises the layout. */
  public DatasetReader() {
    this(DatasetFormats.AUTO);
  }

  /**
   * @param format what {@code --format} says
   */
  public DatasetReader(String format) {
    this.format = format;
  }

  /**
   * All items. Close the stream.
   *
   * @throws io.dermaflow.errors.DermaflowException when the labels cannot be understood, or the
   *     source is not laid out so
   */
  public Stream<SourceEntry> read(Source source) {
    return DatasetFormats.of(format, source).read(source);
  }
}
