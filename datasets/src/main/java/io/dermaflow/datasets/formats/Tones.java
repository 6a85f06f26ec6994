package io.dermaflow.datasets.formats;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Skin tones on the Monk scale (1 to 10) and on Fitzpatrick's (1 to 6). A number alone names no
 * scale and is no tone; a Roman number is Fitzpatrick's.
 */
final class Tones {

  static final String MONK = "monk";
  static final String FITZPATRICK = "fitzpatrick";

  private static final Pattern NAMED =
      Pattern.compile("(?:monk|mst|fitzpatrick|fst)[ _-]*(?<step>[0-9]{1,2}|[ivx]+)");
  private static final List<String> ROMAN = List.of("i", "ii", "iii", "iv", "v", "vi");

  private Tones() {}

  /** {@code monk-5 mst5 MST 5 fitzpatrick-3 fst3 FST III III} as {@code monk-5} and so on. */
  static Optional<String> find(String text) {
    String word = text.strip().toLowerCase(Locale.ROOT);
    Matcher named = NAMED.matcher(word);
    if (named.matches()) {
      return step(word.startsWith("m") ? MONK : FITZPATRICK, word.substring(named.start("step")));
    }
    return ROMAN.contains(word) ? step(FITZPATRICK, word) : Optional.empty();
  }

  /**
   * A step of a scale that the source has named already.
   *
   * @param number as {@code 3}, {@code 3.0} or, of Fitzpatrick's, {@code III}
   */
  static Optional<String> step(String scale, String number) {
    String word = number.strip().toLowerCase(Locale.ROOT).replaceFirst("[.]0+$", "");
    if (scale.equals(FITZPATRICK) && ROMAN.contains(word)) {
      return Optional.of(scale + "-" + (ROMAN.indexOf(word) + 1));
    }
    boolean inside = word.matches(scale.equals(MONK) ? "[1-9]|10" : "[1-6]");
    return inside ? Optional.of(scale + "-" + word) : Optional.empty();
  }
}
