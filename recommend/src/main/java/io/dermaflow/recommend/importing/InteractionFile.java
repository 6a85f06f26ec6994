package io.dermaflow.recommend.importing;

import io.dermaflow.errors.DermaflowException;
import io.dermaflow.recommend.importing.CatalogueFile.Records;
import io.dermaflow.recommend.interactions.Interaction;
import io.dermaflow.recommend.interactions.InteractionIntake.Row;
import io.dermaflow.recommend.interactions.InteractionKind;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A file of interactions, CSV with a header or JSON lines, row by row: {@code subject} and {@code
 * product} (ids), {@code kind} (viewed, liked, bought, reacted_badly) and {@code at} (ISO 8601 with
 * a zone, such as 2026-03-01T12:00:00Z). {@code subject_id} and {@code product_id} are read as
 * well.
 */
public final class InteractionFile implements Iterator<Row>, AutoCloseable {

  private static final int LONGEST_ID = 200;
  private static final Pattern CONTROLS = Pattern.compile("\\p{Cntrl}");
  private static final List<List<String>> COLUMNS =
      List.of(
          List.of("subject", "subject_id"),
          List.of("product", "product_id"),
          List.of("kind"),
          List.of("at"));

  private final Records records;
  private Records.@Nullable Record next;

  /**
   * @param name what errors call the file
   * @param in its text, closed with this
   * @throws DermaflowException (usage) when a column is missing
   */
  public InteractionFile(String name, Reader in) {
    records = CatalogueFile.records(name, in);
    for (List<String> names : COLUMNS) {
      if (records.columns().stream().map(ColumnMapping::key).noneMatch(names::contains)) {
        throw DermaflowException.usage(
            "The columns of " + name + " are " + records.columns(),
            "subject, product, kind and at",
            "the file is of another format, or its first line is missing");
      }
    }
    next = records.next();
  }

  /** Opens a file in UTF-8; bytes that are not UTF-8 spoil their row only. */
  public static InteractionFile open(Path file) throws IOException {
    return new InteractionFile(file.toString(), CatalogueFile.text(file));
  }

  @Override
  public boolean hasNext() {
    return next != null;
  }

  @Override
  public Row next() {
    Records.Record record = next;
    if (record == null) {
      throw new NoSuchElementException();
    }
    next = records.next();
    String text = CONTROLS.matcher(String.join(", ", record.cells().values())).replaceAll(" ");
    try {
      return new Row(record.line(), text, interaction(record), "");
    } catch (RowException e) {
      return new Row(record.line(), text, null, String.valueOf(e.getMessage()));
    }
  }

  private static Interaction interaction(Records.Record record) throws RowException {
    if (!record.problem().isEmpty()) {
      throw new RowException(record.problem());
    }
    return new Interaction(
        id(record.cells(), COLUMNS.get(0)),
        id(record.cells(), COLUMNS.get(1)),
        kind(cell(record.cells(), COLUMNS.get(2))),
        at(cell(record.cells(), COLUMNS.get(3))));
  }

  private static String cell(Map<String, String> cells, List<String> names) throws RowException {
    for (String name : names) {
      String cell = cells.getOrDefault(name, "").strip();
      if (!cell.isEmpty()) {
        return cell;
      }
    }
    throw new RowException("cell " + names.get(0) + " is empty");
  }

  private static String id(Map<String, String> cells, List<String> names) throws RowException {
    String id = cell(cells, names);
    if (id.length() > LONGEST_ID || id.indexOf('\uFFFD') >= 0 || CONTROLS.matcher(id).find()) {
      throw new RowException(
          "%s of %d characters, expected at most %d and no control characters"
              .formatted(names.get(0), id.length(), LONGEST_ID));
    }
    return id;
  }

  private static InteractionKind kind(String text) throws RowException {
    for (InteractionKind kind : InteractionKind.values()) {
      if (kind.name().equalsIgnoreCase(text)) {
        return kind;
      }
    }
    throw new RowException(
        "kind '%s', expected one of %s"
            .formatted(
                shown(text), Arrays.toString(InteractionKind.values()).toLowerCase(Locale.ROOT)));
  }

  private static Instant at(String text) throws RowException {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw new RowException(
          "at '%s', expected a time such as 2026-03-01T12:00:00Z".formatted(shown(text)));
    }
  }

  private static String shown(String text) {
    return CONTROLS.matcher(RowException.shorten(text)).replaceAll(" ");
  }

  @Override
  public void close() throws IOException {
    records.close();
  }
}
