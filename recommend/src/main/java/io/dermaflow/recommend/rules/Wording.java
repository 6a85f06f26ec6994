package io.dermaflow.recommend.rules;

import io.dermaflow.recommend.data.DataNode;

/**
 * A text in the languages that people read.
 *
 * @param en English
 * @param ms Malay
 */
public record Wording(String en, String ms) {

  private static final int LONGEST = 400;

  /** Reads {@code {en: …, ms: …}}. */
  public static Wording of(DataNode node) {
    node.allow("en", "ms");
    return new Wording(text(node.get("en")), text(node.get("ms")));
  }

  private static String text(DataNode node) {
    if (node.text().length() > LONGEST) {
      throw node.wrong(
          "a text of %d characters, at most %d".formatted(node.text().length(), LONGEST));
    }
    return node.text();
  }
}
