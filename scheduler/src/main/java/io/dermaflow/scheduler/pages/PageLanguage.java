package io.dermaflow.scheduler.pages;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Collections;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.LocaleResolver;

/**
 * The language of a request: the one that {@code lang} names, otherwise the first of the browser's
 * in which there are pages, otherwise English.
 */
final class PageLanguage implements LocaleResolver {

  @Override
  public Locale resolveLocale(HttpServletRequest request) {
    Locale asked = find(request.getParameter("lang"));
    if (asked != null) {
      return asked;
    }
    for (Locale wanted : Collections.list(request.getLocales())) {
      Locale language = find(wanted.getLanguage());
      if (language != null) {
        return language;
      }
    }
    return Locale.ENGLISH;
  }

  private static @Nullable Locale find(@Nullable String language) {
    return PageWords.LANGUAGES.stream()
        .filter(known -> known.getLanguage().equals(language))
        .findFirst()
        .orElse(null);
  }

  @Override
  public void setLocale(
      HttpServletRequest request, @Nullable HttpServletResponse response, @Nullable Locale locale) {
    throw new UnsupportedOperationException("the address names the language");
  }
}
