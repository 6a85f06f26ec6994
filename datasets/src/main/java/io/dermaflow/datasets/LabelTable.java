package io.dermaflow.datasets;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Maps the label names of public sets to the platform's words. The table is data, {@code
 * labels-v2.csv}; a name that is not in it is unknown, never guessed. A table that has been
 * released never changes: another table has another name.
 */
public final class LabelTable {

  /** Goes into the digest of a dataset version, so that another table makes another version. */
  public static final String VERSION = "labels-v2";

  /** A name's meaning: the head it belongs to and the value there. */
  public record Meaning(String head, String value, String note) {}

  /** A line of the table. */
  public record Row(String name, String head, String value, String note) {}

  private final List<Row> rows = new ArrayList<>();
  private final Map<String, Meaning> meanings = new HashMap<>();

  public LabelTable() {
    try (InputStream in = LabelTable.class.getResourceAsStream(VERSION + ".csv")) {
      if (in == null) {
        throw new IllegalStateException("the class path has no " + VERSION + ".csv");
      }
      BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
      lines.readLine(); // header
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] cells = line.split(",", 4);
        Row row = new Row(cells[0], cells[1], cells[2], cells.length > 3 ? cells[3] : "");
        rows.add(row);
        meanings.put(row.name(), new Meaning(row.head(), row.value(), row.note()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + VERSION + ".csv", e);
    }
  }

  /** All names, in the order of the table. */
  public List<Row> rows() {
    return List.copyOf(rows);
  }

  /** The meaning of a folder's or a column's label; case, blanks and dashes do not matter. */
  public Optional<Meaning> find(String name) {
    return Optional.ofNullable(meanings.get(normalise(name)));
  }

  /** Labels of an item that lies in a folder of this name. */
  public Optional<Labels> findFolder(String name) {
    return find(name)
        .map(
            meaning ->
                switch (meaning.head()) {
                  case "severity" -> new Labels(meaning.value(), null, null);
                  case "skin_type" -> new Labels(null, meaning.value(), null);
                  default -> new Labels(null, null, Set.of(meaning.value()));
                });
  }

  /** Value of a head by its name, or by an ACNE04 grade. */
  public Optional<String> findValue(String head, String name) {
    return find(name).filter(meaning -> meaning.head().equals(head)).map(Meaning::value);
  }

  /** Conditions separated by {@code |}; empty when one of them is unknown. */
  public Optional<Set<String>> findConditions(String list) {
    Set<String> present = new LinkedHashSet<>();
    for (String name : list.split("\\|")) {
      if (name.isBlank() || normalise(name).equals("none")) {
        continue;
      }
      Optional<String> value = findValue("conditions", name);
      if (value.isEmpty()) {
        return Optional.empty();
      }
      present.add(value.get());
    }
    return Optional.of(present);
  }

  private static String normalise(String name) {
    return name.strip().toLowerCase(Locale.ROOT).replace(' ', '_').replace('-', '_');
  }
}
