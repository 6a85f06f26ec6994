package io.dermaflow.recommend.inci;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Names in a text, word by word, the longest first; what is named is not looked at again. */
final class Mentions {

  private static final int LONGEST = 6;

  private final List<String> found = new ArrayList<>();
  private final StringBuilder rest = new StringBuilder();

  Mentions(String normalText, Predicate<String> isName) {
    String[] words = normalText.split(" ");
    int at = 0;
    while (at < words.length) {
      int taken = 0;
      for (int n = Math.min(LONGEST, words.length - at); n > 0 && taken == 0; n--) {
        String name = String.join(" ", List.of(words).subList(at, at + n));
        if (isName.test(name)) {
          found.add(name);
          taken = n;
        }
      }
      if (taken == 0) {
        rest.append(words[at]).append(' ');
      }
      at += Math.max(1, taken);
    }
  }

  List<String> found() {
    return found;
  }

  /** The words that belong to no name. */
  String rest() {
    return rest.toString().strip();
  }
}
