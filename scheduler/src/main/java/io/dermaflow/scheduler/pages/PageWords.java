package io.dermaflow.scheduler.pages;

import io.dermaflow.json.Json;
import io.dermaflow.recommend.Person;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.TreeMap;

/** The words of the pages: two files with the same keys. */
final class PageWords {

  /** English, which is also for whoever asks for another language; Malay is beside it. */
  static final String BUNDLE = "io.dermaflow.scheduler.pages.words";

  static final Locale MALAY = Locale.forLanguageTag("ms");

  /** Languages in which there are pages. */
  static final List<Locale> LANGUAGES = List.of(Locale.ENGLISH, MALAY);

  private static final String FOR_SCRIPTS = "js.";

  private PageWords() {}

  /** All words of a language by key. */
  static Map<String, String> of(Locale language) {
    ResourceBundle bundle =
        ResourceBundle.getBundle(
            BUNDLE,
            language,
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    Map<String, String> words = new TreeMap<>();
    bundle.keySet().forEach(key -> words.put(key, bundle.getString(key)));
    return words;
  }

  /**
   * The words that scripts of a page say, as JSON by key. Reasons that the API gives in English
   * only are keys themselves.
   */
  static String forScripts(Locale language) {
    Map<String, String> all = of(language);
    Map<String, String> words = new TreeMap<>();
    all.forEach(
        (key, text) -> {
          if (key.startsWith(FOR_SCRIPTS)) {
            words.put(key.substring(FOR_SCRIPTS.length()), text);
          }
        });
    for (Person.TypeFrom from : Person.TypeFrom.values()) {
      String text = words.remove("type_from." + from.name());
      if (text != null) {
        words.put("type_from." + from.text(), text);
      }
    }
    return Json.write(words);
  }
}
