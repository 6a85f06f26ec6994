package io.dermaflow.datasets;

import io.dermaflow.errors.DermaflowException;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** Comma-separated values, RFC 4180. */
public final class Csv {

  private Csv() {}

  /**
   * One record.
   *
   * @param line number of the line on which it starts, from 1
   * @param at number of characters before it
   */
  public record Row(int line, long at, List<String> cells) {}

  /**
   * The records of a text, each read when it is asked for. Line breaks inside quotes belong to the
   * cell; a byte order mark and blank lines are left out. A quote that stands inside an unquoted
   * cell is a character like any other.
   *
   * @param file what errors call the text
   * @return an iterator that throws a {@link DermaflowException} where a quote never closes
   */
  public static Iterator<Row> rows(String file, Reader in) {
    return new Rows(file, in, Rows.LONGEST, Rows.LONGEST);
  }

  /**
   * The same for texts that nobody has looked at: a cell keeps its first {@code longestCell} + 1
   * characters, so that one that is too long can be told, and takes no memory. A record may have 16
   * times the usual length before it counts as a lost quote.
   */
  public static Iterator<Row> rows(String file, Reader in, int longestCell) {
    return new Rows(file, in, longestCell, 16 * Rows.LONGEST);
  }

  /** The cells of one line; doubled quotes inside quotes stand for one. */
  public static List<String> split(String line) {
    List<String> cells = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (quoted) {
        if (c != '"') {
          cell.append(c);
        } else if (i + 1 < line.length() && line.charAt(i + 1) == '"') {
          cell.append(c);
          i++;
        } else {
          quoted = false;
        }
      } else if (c == '"') {
        quoted = true;
      } else if (c == ',') {
        cells.add(cell.toString());
        cell.setLength(0);
      } else {
        cell.append(c);
      }
    }
    cells.add(cell.toString());
    return cells;
  }

  /** A cell as it has to be written. */
  public static String quote(String value) {
    boolean plain = value.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? value : '"' + value.replace("\"", "\"\"") + '"';
  }

  private static final class Rows implements Iterator<Row> {

    /** A record that is longer has lost a quote. */
    private static final int LONGEST = 1 << 20;

    private static final int END = -1;

    private final String file;
    private final Reader in;
    private final int longestCell;
    private final int longestRecord;
    private final char[] buffer = new char[1 << 13];
    private int position;
    private int limit;
    private int line = 1;
    private long at;
    private @Nullable Row next;

    Rows(String file, Reader in, int longestCell, int longestRecord) {
      this.file = file;
      this.in = in;
      this.longestCell = longestCell;
      this.longestRecord = longestRecord;
      if (peek() == '\uFEFF') {
        take();
      }
    }

    @Override
    public boolean hasNext() {
      while (next == null && peek() != END) {
        Row row = readRecord();
        boolean blank = row.cells().size() == 1 && row.cells().get(0).isBlank();
        next = blank ? null : row;
      }
      return next != null;
    }

    @Override
    public Row next() {
      Row row = hasNext() ? next : null;
      if (row == null) {
        throw new NoSuchElementException();
      }
      next = null;
      return row;
    }

    private Row readRecord() {
      int startLine = line;
      long start = at;
      List<String> cells = new ArrayList<>();
      StringBuilder cell = new StringBuilder();
      boolean quoted = false;
      for (int c = take(); c != END; c = take()) {
        if (at - start > longestRecord) {
          throw unclosed(startLine);
        }
        if (quoted) {
          quoted = c != '"' || peek() == '"';
          if (quoted) {
            append(cell, c == '"' ? take() : c);
          }
        } else if (c == '"' && cell.chars().allMatch(Character::isWhitespace)) {
          quoted = true;
        } else if (c == ',') {
          cells.add(cell.toString());
          cell.setLength(0);
        } else if (c == '\n' || c == '\r') {
          if (c == '\r' && peek() == '\n') {
            take();
          }
          cells.add(cell.toString());
          return new Row(startLine, start, cells);
        } else {
          append(cell, c);
        }
      }
      if (quoted) {
        throw unclosed(startLine);
      }
      cells.add(cell.toString());
      return new Row(startLine, start, cells);
    }

    private void append(StringBuilder cell, int c) {
      if (cell.length() <= longestCell) {
        cell.append((char) c);
      }
    }

    private DermaflowException unclosed(int startLine) {
      return DermaflowException.usage(
          "The record at line %d of %s opens a quote that never closes".formatted(startLine, file),
          "a quote at both ends of a cell, at most %d characters a record".formatted(longestRecord),
          "a quote inside a cell is not doubled, or the file was cut off");
    }

    private int peek() {
      if (position == limit) {
        try {
          limit = Math.max(0, in.read(buffer));
        } catch (IOException e) {
          throw new UncheckedIOException("cannot read " + file, e);
        }
        position = 0;
        if (limit == 0) {
          return END;
        }
      }
      return buffer[position];
    }

    /** The next character. A line ends with {@code \r\n} or with one of the two. */
    private int take() {
      int c = peek();
      if (c != END) {
        position++;
        at++;
        if (c == '\n' || (c == '\r' && peek() != '\n')) {
          line++;
        }
      }
      return c;
    }
  }
}
