package io.dermaflow.training.batch.ingestdataset;

import io.dermaflow.datasets.DatasetReader;
import io.dermaflow.datasets.SourceEntry;
import io.dermaflow.datasets.Sources;
import io.dermaflow.datasets.Sources.Source;
import io.dermaflow.errors.DermaflowException;
import io.dermaflow.progress.Progress;
import java.util.Iterator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamReader;

/**
 * Lists a source. It keeps no position: after a restart it lists again, and the ledger knows what
 * has been taken.
 */
final class SourceItems implements ItemStreamReader<SourceEntry> {

  private final Sources sources;
  private final DatasetReader reader;
  private final String name;
  private final Progress progress;
  private @Nullable Source source;
  private @Nullable Stream<SourceEntry> stream;
  private @Nullable Iterator<SourceEntry> entries;
  private long read;

  SourceItems(Sources sources, DatasetReader reader, String name, Progress progress) {
    this.sources = sources;
    this.reader = reader;
    this.name = name;
    this.progress = progress;
  }

  Source source() {
    Source open = source;
    if (open == null) {
      throw new IllegalStateException("the source is not open");
    }
    return open;
  }

  @Override
  public void open(ExecutionContext context) {
    Source opened = sources.open(name);
    Stream<SourceEntry> listed = reader.read(opened);
    Iterator<SourceEntry> iterator = listed.iterator();
    source = opened;
    stream = listed;
    entries = iterator;
    if (!iterator.hasNext()) {
      close();
      throw DermaflowException.usage(
          "Source '" + name + "' has no picture",
          "pictures as <label>/<file>.jpg (or .png, .webp), or a manifest.csv",
          "the prefix or the folder is another one");
    }
  }

  @Override
  public @Nullable SourceEntry read() {
    Iterator<SourceEntry> left = entries;
    if (left == null || !left.hasNext()) {
      return null;
    }
    progress.report("ingest", ++read, 0);
    return left.next();
  }

  @Override
  public void update(ExecutionContext context) {}

  @Override
  public void close() {
    if (stream != null) {
      stream.close();
    }
    if (source != null) {
      source.close();
    }
    entries = null;
  }
}
