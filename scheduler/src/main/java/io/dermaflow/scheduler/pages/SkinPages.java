package io.dermaflow.scheduler.pages;

import io.dermaflow.scheduler.serving.UploadDesk;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** Pages for people. They hold nothing of anybody: their scripts ask the API. */
@Controller
public class SkinPages {

  /** What people may use already, as the survey says it; the words have the names. */
  static final List<String> ACTIVES =
      List.of(
          "retinol",
          "vitamin c",
          "niacinamide",
          "salicylic acid",
          "glycolic acid",
          "benzoyl peroxide",
          "azelaic acid",
          "hydroquinone");

  private static final long MEGABYTE = 1L << 20;

  @GetMapping("/skin")
  String survey(Model model, Locale locale) {
    return page("skin/survey", model, locale);
  }

  @GetMapping("/skin/result")
  String result(Model model, Locale locale) {
    return page("skin/result", model, locale);
  }

  @GetMapping("/skin/data")
  String data(Model model, Locale locale) {
    return page("skin/data", model, locale);
  }

  private static String page(String template, Model model, Locale locale) {
    model.addAllAttributes(values(locale));
    return template;
  }

  /** What the templates say besides their words. */
  static Map<String, Object> values(Locale locale) {
    boolean malay = locale.getLanguage().equals(PageWords.MALAY.getLanguage());
    Locale language = malay ? PageWords.MALAY : Locale.ENGLISH;
    Map<String, String> words = PageWords.of(language);
    return Map.of(
        "lang",
        malay ? "ms" : "en",
        "other",
        malay ? "en" : "ms",
        "words",
        PageWords.forScripts(language),
        "allergies",
        Objects.requireNonNull(words.get("survey.allergies_suggested")),
        "actives",
        ACTIVES,
        "mostBytes",
        UploadDesk.MOST_BYTES,
        "mostMegabytes",
        UploadDesk.MOST_BYTES / MEGABYTE);
  }
}
