package io.dermaflow.recommend.batch.ingestcatalogue;

import io.dermaflow.errors.DermaflowException;
import io.dermaflow.ids.Digests;
import io.dermaflow.recommend.ProductRows;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamReader;

/** Lines of a catalogue file behind its header; a restart goes on at the line it had come to. */
final class CatalogueLines implements ItemStreamReader<CatalogueLines.Line> {

  private static final String POSITION = "catalogue.line";

  private final Path file;
  private final String digest;
  private @Nullable BufferedReader reader;
  private @Nullable ProductRows rows;
  private int number;

  CatalogueLines(Path file, String digest) {
    this.file = file;
    this.digest = digest;
  }

  record Line(int number, String text) {}

  ProductRows rows() {
    ProductRows open = rows;
    if (open == null) {
      throw new IllegalStateException("the file is not open");
    }
    return open;
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
      BufferedReader opened = Files.newBufferedReader(file);
      String header = opened.readLine();
      rows = new ProductRows(header == null ? "" : header);
      number = 1;
      int from = context.getInt(POSITION, 1);
      while (number < from && opened.readLine() != null) {
        number++;
      }
      reader = opened;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  @Override
  public @Nullable Line read() throws IOException {
    BufferedReader open = reader;
    while (open != null) {
      String text = open.readLine();
      if (text == null) {
        return null;
      }
      number++;
      if (!text.isBlank()) {
        return new Line(number, text);
      }
    }
    return null;
  }

  @Override
  public void update(ExecutionContext context) {
    context.putInt(POSITION, number);
  }

  @Override
  public void close() {
    try {
      if (reader != null) {
        reader.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot close " + file, e);
    }
  }
}
