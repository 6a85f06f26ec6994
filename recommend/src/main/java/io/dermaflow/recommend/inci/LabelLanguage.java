package io.dermaflow.recommend.inci;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Tells an ingredient list in another language from one in INCI names. A label's usual {@code
 * Aqua/Water/Eau} is not another language: only entries that the table does not know are looked at.
 */
final class LabelLanguage {

  private static final double MOST_FOREIGN = 0.3;
  private static final double MOST_OTHER_LETTERS = 0.2;

  private static final Map<String, Set<String>> WORDS = new LinkedHashMap<>();

  static {
    words("Spanish", "agua glicerina ácido aceite extracto cetílico sodio manteca vitamina hoja");
    words("Portuguese", "água óleo extrato glicerina ácido sódio manteiga álcool");
    words("French", "glycérine huile acide extrait beurre eau feuille fleur alcool");
    words("Italian", "acqua olio acido estratto glicerina burro foglia alcol sodio");
    words("German", "wasser glyzerin säure öl extrakt salicylsäure milchsäure natrium alkohol");
    words("Malay or Indonesian", "air gliserin asam asid minyak ekstrak daun lidah buaya natrium");
    words("Polish", "woda gliceryna kwas olej ekstrakt masło wyciąg sodu");
    words("Turkish", "su gliserin asit yağı özü ekstresi sodyum");
    words("Vietnamese", "nước chiết xuất dầu axit tinh");
    words("Dutch", "glycerine zuur olie natrium bladextract");
  }

  private LabelLanguage() {}

  private static void words(String language, String words) {
    Set<String> normal = new LinkedHashSet<>();
    for (String word : words.split(" ")) {
      normal.add(Names.normal(word));
    }
    WORDS.put(language, normal);
  }

  /** Why the text is not in INCI names, if it is not. */
  static Optional<String> findOther(String text, List<Listed> entries) {
    long letters = text.codePoints().filter(Character::isLetter).count();
    var other =
        text.codePoints()
            .filter(Character::isLetter)
            .filter(c -> Character.UnicodeScript.of(c) != Character.UnicodeScript.LATIN)
            .filter(c -> Character.UnicodeScript.of(c) != Character.UnicodeScript.GREEK)
            .toArray();
    if (other.length > MOST_OTHER_LETTERS * letters) {
      String script = Character.UnicodeScript.of(other[0]).name();
      return Optional.of(
          "ingredients in %s letters, expected INCI names"
              .formatted(
                  script.charAt(0) + script.substring(1).toLowerCase(java.util.Locale.ROOT)));
    }
    List<List<String>> unknown =
        entries.stream()
            .map(entry -> isKnown(entry) ? List.<String>of() : words(entry.label()))
            .toList();
    for (Map.Entry<String, Set<String>> language : WORDS.entrySet()) {
      Set<String> seen = new LinkedHashSet<>();
      int foreign = 0;
      for (List<String> words : unknown) {
        boolean here = false;
        for (String word : words) {
          if (language.getValue().contains(word)) {
            here = true;
            seen.add(word);
          }
        }
        foreign += here ? 1 : 0;
      }
      if (foreign > MOST_FOREIGN * entries.size()) {
        return Optional.of(
            "ingredients in %s (%s), expected INCI names"
                .formatted(language.getKey(), String.join(", ", seen)));
      }
    }
    return Optional.empty();
  }

  /** One or two words are looked at even so: "acide salicylique" is known, and French. */
  private static boolean isKnown(Listed entry) {
    return !entry.known().isEmpty() && words(entry.label()).size() > 2;
  }

  private static List<String> words(String label) {
    return List.of(label.replace('/', ' ').split(" "));
  }
}
