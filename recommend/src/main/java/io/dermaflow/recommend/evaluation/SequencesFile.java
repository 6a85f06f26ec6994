package io.dermaflow.recommend.evaluation;

import io.dermaflow.datasets.Csv;
import io.dermaflow.errors.DermaflowException;
import io.dermaflow.recommend.interactions.InteractionLog;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A public file of interactions, all of the same weight. Either lines {@code user item item …} in
 * order of time, separated by white space; or CSV {@code user,item,timestamp} in any order, the
 * timestamp a number or ISO 8601, with or without a header (which may name the columns {@code
 * user}, {@code item} and {@code timestamp} in another order).
 */
public final class SequencesFile {

  /** A line of a text that is no sequence would not end. */
  private static final int LONGEST_LINE = 1 << 22;

  private static final int TOLD = 5;
  private static final List<List<String>> COLUMNS =
      List.of(
          List.of("user", "user_id", "subject"),
          List.of("item", "item_id", "product", "product_id"),
          List.of("timestamp", "time", "at"));

  private final InteractionLog.Builder log = InteractionLog.builder();
  private final List<String> problems = new ArrayList<>();
  private int[] columns = {0, 1, 2};
  private long setAside;

  private SequencesFile() {}

  /**
   * What was read.
   *
   * @param log the interactions
   * @param setAside number of lines that could not be used
   * @param problems the first of them with their reasons
   */
  public record Sequences(InteractionLog log, long setAside, List<String> problems) {
    public Sequences {
      problems = List.copyOf(problems);
    }
  }

  /**
   * Reads a file in UTF-8.
   *
   * @throws DermaflowException (usage) when it is not there, or has no interaction
   */
  public static Sequences read(Path file) {
    if (!Files.isRegularFile(file)) {
      throw DermaflowException.usage(
          "There is no file '" + file + "'",
          "lines 'user item item …', or CSV user,item,timestamp",
          "the path is relative to another place");
    }
    SequencesFile reading = new SequencesFile();
    try (BufferedReader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      reading.readAll(file, in);
    } catch (MalformedInputException e) {
      throw noText(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
    InteractionLog log = reading.log.build();
    if (log.size() == 0) {
      throw DermaflowException.usage(
          "%s has no interaction; %d lines were set aside %s"
              .formatted(file, reading.setAside, reading.problems),
          "lines 'user item item …', or CSV user,item,timestamp",
          "it is of another format");
    }
    return new Sequences(log, reading.setAside, reading.problems);
  }

  private static DermaflowException noText(Path file) {
    return DermaflowException.usage(
        file + " is not a text in UTF-8 with lines of at most " + LONGEST_LINE + " characters",
        "lines 'user item item …', or CSV user,item,timestamp",
        "it is compressed");
  }

  private void readAll(Path file, BufferedReader in) throws IOException {
    long number = 0;
    boolean first = true;
    boolean csv = false;
    for (String line = next(file, in); line != null; line = next(file, in)) {
      number++;
      String text = number == 1 && line.startsWith("\uFEFF") ? line.substring(1) : line;
      if (text.isBlank()) {
        continue;
      }
      boolean header = false;
      if (first) {
        csv = text.indexOf(',') >= 0;
        header = csv && isHeader(Csv.split(text));
        first = false;
      }
      String problem = header ? null : csv ? addRow(text) : addSequence(text, number);
      if (problem != null) {
        setAside++;
        if (problems.size() < TOLD) {
          problems.add("line " + number + ": " + problem);
        }
      }
    }
  }

  private static @Nullable String next(Path file, BufferedReader in) throws IOException {
    StringBuilder line = new StringBuilder();
    int c = in.read();
    if (c < 0) {
      return null;
    }
    for (; c >= 0 && c != '\n'; c = in.read()) {
      if (line.length() == LONGEST_LINE) {
        throw noText(file);
      }
      line.append((char) c);
    }
    return line.toString();
  }

  private boolean isHeader(List<String> cells) {
    int[] found = {-1, -1, -1};
    for (int i = 0; i < cells.size(); i++) {
      String name = cells.get(i).strip().toLowerCase(Locale.ROOT);
      for (int column = 0; column < found.length; column++) {
        found[column] = COLUMNS.get(column).contains(name) ? i : found[column];
      }
    }
    boolean all = found[0] >= 0 && found[1] >= 0 && found[2] >= 0;
    if (all) {
      columns = found;
    }
    return all;
  }

  private @Nullable String addSequence(String line, long number) {
    String[] words = line.strip().split("\\s+");
    if (words.length < 2) {
      return "a user without an item";
    }
    for (int i = 1; i < words.length; i++) {
      log.add(words[0], words[i], number * LONGEST_LINE + i, 1);
    }
    return null;
  }

  private @Nullable String addRow(String line) {
    List<String> cells = Csv.split(line);
    for (int column : columns) {
      if (column >= cells.size() || cells.get(column).isBlank()) {
        return cells.size() + " cells, expected user, item and timestamp";
      }
    }
    String time = cells.get(columns[2]).strip();
    Long at = time(time);
    if (at == null) {
      return "timestamp '" + time.substring(0, Math.min(40, time.length())) + "'";
    }
    log.add(cells.get(columns[0]).strip(), cells.get(columns[1]).strip(), at, 1);
    return null;
  }

  /** A number that grows with time: microseconds of an instant, millionths of a number. */
  private static @Nullable Long time(String text) {
    try {
      double number = Double.parseDouble(text);
      return Double.isFinite(number) ? (long) (number * 1e6) : null;
    } catch (NumberFormatException e) {
      // told by what follows
    }
    try {
      return Instant.parse(text).toEpochMilli() * 1000;
    } catch (DateTimeParseException | ArithmeticException e) {
      return null;
    }
  }
}
