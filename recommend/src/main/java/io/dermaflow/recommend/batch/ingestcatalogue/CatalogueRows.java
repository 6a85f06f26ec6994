package io.dermaflow.recommend.batch.ingestcatalogue;

import io.dermaflow.errors.DermaflowException;
import io.dermaflow.ids.Digests;
import io.dermaflow.recommend.CatalogueSource;
import io.dermaflow.recommend.importing.CatalogueFile;
import io.dermaflow.recommend.importing.Rates;
import io.dermaflow.recommend.inci.InciReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamReader;

/**
 * Rows of a catalogue file. A restart reads the rows before the one it had come to once more: ids
 * that are there twice are told by them.
 */
final class CatalogueRows implements ItemStreamReader<CatalogueFile.Row> {

  private static final String POSITION = "catalogue.rows";

  private final Path file;
  private final String digest;
  private final InciReader inci;
  private final Rates rates;
  private @Nullable CatalogueFile open;
  private int rows;

  CatalogueRows(Path file, String digest, InciReader inci, Rates rates) {
    this.file = file;
    this.digest = digest;
    this.inci = inci;
    this.rates = rates;
  }

  CatalogueSource source() {
    return file().mapping().source();
  }

  private CatalogueFile file() {
    CatalogueFile opened = open;
    if (opened == null) {
      throw new IllegalStateException("the file is not open");
    }
    return opened;
  }

  @Override
  public void open(ExecutionContext context) {
    try {
      if (!Digests.sha256(file).equals(digest)) {
        throw DermaflowException.usage(
            file + " has changed since the job was started",
            "the bytes with SHA-256 " + digest,
            "run 'catalogue ingest' again: it will take the new file");
      }
      CatalogueFile opened = CatalogueFile.open(file, inci, rates);
      open = opened;
      int from = context.getInt(POSITION, 0);
      rows = 0;
      while (rows < from && opened.read() != null) {
        rows++;
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  @Override
  public CatalogueFile.@Nullable Row read() {
    CatalogueFile.Row row = file().read();
    if (row != null) {
      rows++;
    }
    return row;
  }

  @Override
  public void update(ExecutionContext context) {
    context.putInt(POSITION, rows);
  }

  @Override
  public void close() {
    try {
      if (open != null) {
        open.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot close " + file, e);
    }
  }
}
