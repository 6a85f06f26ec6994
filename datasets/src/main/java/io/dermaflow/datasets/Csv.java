package io.dermaflow.datasets;

import java.util.ArrayList;
import java.util.List;

/** One line of comma-separated values, RFC 4180 without line breaks inside quotes. */
public final class Csv {

  private Csv() {}

  /** The cells of a line; doubled quotes inside quotes stand for one. */
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
    boolean plain = value.indexOf(',') < 0 && value.indexOf('"') < 0 && value.indexOf('\n') < 0;
    return plain ? value : '"' + value.replace("\"", "\"\"") + '"';
  }
}
