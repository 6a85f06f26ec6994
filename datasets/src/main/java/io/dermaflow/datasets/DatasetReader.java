package io.dermaflow.datasets;

import io.dermaflow.datasets.Sources.Source;
import io.dermaflow.datasets.formats.DatasetFormats;
import java.util.Comparator;
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

  /** What is named and not there comes last: it is set aside without looking for it. */
  private static long position(SequentialStorage storage, SourceEntry entry) {
    try {
      return storage.position(entry.object().key());
    } catch (StorageException e) {
      if (e.reason() == StorageException.Reason.NOT_FOUND) {
        return Long.MAX_VALUE;
      }
      throw e;
    }
  }

  /**
   * All items. Close the stream.
   *
   * @throws io.dermaflow.errors.DermaflowException when the labels cannot be understood, or the
   *     source is not laid out so
   */
  public Stream<SourceEntry> read(Source source) {
    Stream<SourceEntry> entries = DatasetFormats.of(format, source).read(source);
    if (source.storage() instanceof SequentialStorage storage) {
      try (entries) { // as they lie in it, or each would be looked for from the start
        return entries
            .sorted(Comparator.comparingLong(entry -> position(storage, entry)))
            .toList()
            .stream();
      }
    }
    return entries;
  }
}
