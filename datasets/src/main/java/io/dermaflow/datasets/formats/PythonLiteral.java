package io.dermaflow.datasets.formats;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads dictionaries and lists as Python writes them and pandas leaves them in a cell, e.g. {@code
 * {'Acne': 0.67, "Bowen's disease": 0.33}}. None inside another; words without quotes are taken.
 */
final class PythonLiteral {

  private static final String NUMBER = "[+-]?(?:[0-9]+[.]?[0-9]*|[.][0-9]+)(?:[eE][+-]?[0-9]+)?";

  private final String text;
  private int at;

  private PythonLiteral(String text) {
    this.text = text;
  }

  /** Names and finite numbers; empty when it is no such dictionary. */
  static Optional<Map<String, Double>> dictionary(String text) {
    PythonLiteral in = new PythonLiteral(text);
    Map<String, Double> found = new LinkedHashMap<>();
    if (!in.take('{')) {
      return Optional.empty();
    }
    while (!in.take('}')) {
      Optional<String> name = in.item();
      if (name.isEmpty() || !in.take(':')) {
        return Optional.empty();
      }
      Optional<Double> number = in.item().flatMap(PythonLiteral::number);
      if (number.isEmpty() || !in.separated('}')) {
        return Optional.empty();
      }
      found.put(name.get(), number.get());
    }
    return in.ended() ? Optional.of(found) : Optional.empty();
  }

  /** Words and numbers as they are written; empty when it is no such list. */
  static Optional<List<String>> list(String text) {
    PythonLiteral in = new PythonLiteral(text);
    List<String> found = new ArrayList<>();
    if (!in.take('[')) {
      return Optional.empty();
    }
    while (!in.take(']')) {
      Optional<String> item = in.item();
      if (item.isEmpty() || !in.separated(']')) {
        return Optional.empty();
      }
      found.add(item.get());
    }
    return in.ended() ? Optional.of(found) : Optional.empty();
  }

  private static Optional<Double> number(String word) {
    if (!word.matches(NUMBER)) {
      return Optional.empty();
    }
    double number = Double.parseDouble(word);
    return Double.isFinite(number) ? Optional.of(number) : Optional.empty();
  }

  private void skipBlanks() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  private boolean ahead(char c) {
    skipBlanks();
    return at < text.length() && text.charAt(at) == c;
  }

  private boolean take(char c) {
    boolean there = ahead(c);
    if (there) {
      at++;
    }
    return there;
  }

  private boolean ended() {
    skipBlanks();
    return at == text.length();
  }

  /** A comma, or the end, which is left. */
  private boolean separated(char end) {
    return take(',') || ahead(end);
  }

  private Optional<String> item() {
    return ahead('\'') || ahead('"') ? quoted() : bare();
  }

  private Optional<String> bare() {
    int start = at;
    while (at < text.length() && ",:{}[]".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    String word = text.substring(start, at).strip();
    return word.isEmpty() ? Optional.empty() : Optional.of(word);
  }

  private Optional<String> quoted() {
    char quote = text.charAt(at++);
    StringBuilder word = new StringBuilder();
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == quote) {
        return Optional.of(word.toString());
      }
      if (c != '\\') {
        word.append(c);
      } else if (at == text.length() || !escaped(word)) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  /** What follows a backslash. */
  private boolean escaped(StringBuilder word) {
    char c = text.charAt(at++);
    int digits =
        switch (c) {
          case 'x' -> 2;
          case 'u' -> 4;
          default -> 0;
        };
    if (digits > 0) {
      String hex = text.substring(at, Math.min(text.length(), at + digits));
      if (!hex.matches("[0-9a-fA-F]{" + digits + "}")) {
        return false;
      }
      word.append((char) Integer.parseInt(hex, 16));
      at += digits;
      return true;
    }
    word.append(
        switch (c) {
          case 'n' -> '\n';
          case 't' -> '\t';
          case 'r' -> '\r';
          default -> c;
        });
    return true;
  }
}
