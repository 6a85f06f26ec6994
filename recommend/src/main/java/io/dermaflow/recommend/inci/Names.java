package io.dermaflow.recommend.inci;

import java.text.Normalizer;
import java.util.Locale;

/**
 * The form in which names are compared: lower case, without accents, hyphens, dots and brackets,
 * one space between words. A comma stays between digits ({@code 1,2 hexanediol}), and so do {@code
 * /} and {@code &}.
 */
final class Names {

  private Names() {}

  static String normal(String text) {
    String plain = text.toLowerCase(Locale.ROOT);
    if (!plain.chars().allMatch(c -> c < 128)) {
      plain = Normalizer.normalize(plain, Normalizer.Form.NFKD).toLowerCase(Locale.ROOT);
    }
    StringBuilder name = new StringBuilder(plain.length());
    for (int i = 0; i < plain.length(); i++) {
      char c = plain.charAt(i);
      if (Character.getType(c) == Character.NON_SPACING_MARK || c == '\'' || c == '’') {
        continue;
      }
      boolean kept =
          Character.isLetterOrDigit(c) || c == '/' || c == '&' || (c == ',' && inNumber(plain, i));
      if (kept) {
        name.append(c);
      } else if (name.length() > 0 && name.charAt(name.length() - 1) != ' ') {
        name.append(' ');
      }
    }
    return name.toString().strip();
  }

  private static boolean inNumber(String text, int comma) {
    return comma > 0
        && comma + 1 < text.length()
        && Character.isDigit(text.charAt(comma - 1))
        && Character.isDigit(text.charAt(comma + 1));
  }

  /** A normal name between spaces, so that a fragment can ask for the edge of a word. */
  static String padded(String normalName) {
    return ' ' + normalName + ' ';
  }

  /**
   * A fragment as the tables write it, {@code _} for the edge of a word, in the form that a {@link
   * #padded} name contains.
   */
  static String fragment(String written) {
    String core = normal(written.replace('_', ' '));
    return (written.startsWith("_") ? " " : "") + core + (written.endsWith("_") ? " " : "");
  }
}
