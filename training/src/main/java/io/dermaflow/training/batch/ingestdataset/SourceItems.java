package io.dermaflow.training.batch.ingestdataset;

import io.dermaflow.datasets.DatasetLedger;
import io.dermaflow.datasets.DatasetReader;
import io.dermaflow.datasets.SourceEntry;
import io.dermaflow.datasets.Sources;
import io.dermaflow.datasets.Sources.Source;
import io.dermaflow.errors.DermaflowException;
import io.dermaflow.progress.Progress;
import io.dermaflow.training.IngestDatasetParameters;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamReader;

/**
 * Lists a source and passes on what the ledger does not know. It keeps no position: after a restart
 * it lists again, and the ledger knows what has been taken.
 */
final class SourceItems implements ItemStreamReader<SourceEntry> {

  /** Entries that the ledger is asked for at once. */
  private static final int PAGE = 1000;

  private final DatasetLedger ledger;
  private final String dataset;
  private final Sources sources;
  private final DatasetReader reader;
  private final String name;
  private final Progress progress;
  private @Nullable Source source;
  private @Nullable Stream<SourceEntry> stream;
  private @Nullable Iterator<SourceEntry> entries;
  private Iterator<SourceEntry> fresh = Collections.emptyIterator();
  private long listed;
  private long passed;

  SourceItems(
      DatasetLedger ledger,
      String dataset,
      Sources sources,
      DatasetReader reader,
      String name,
      Progress progress) {
    this.ledger = ledger;
    this.dataset = dataset;
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
    source = opened; // closed also when reading it fails
    Stream<SourceEntry> listed = reader.read(opened);
    stream = listed;
    Iterator<SourceEntry> iterator = listed.iterator();
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
    while (left != null && !fresh.hasNext() && left.hasNext()) {
      List<SourceEntry> page = new ArrayList<>(PAGE);
      while (page.size() < PAGE && left.hasNext()) {
        page.add(left.next());
      }
      listed += page.size();
      progress.report("list", listed, 0);
      fresh = ledger.unknown(dataset, name, page).iterator();
    }
    if (!fresh.hasNext()) {
      return null;
    }
    progress.report("ingest", ++passed, 0);
    return fresh.next();
  }

  @Override
  public void update(ExecutionContext context) {
    context.putLong(IngestDatasetParameters.LISTED, listed);
  }

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
