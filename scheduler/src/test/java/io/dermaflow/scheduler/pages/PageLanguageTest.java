package io.dermaflow.scheduler.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;

class PageLanguageTest {

  private static String language(String asked, String... browser) {
    MockHttpServletRequest request = new MockHttpServletRequest("GET", "/skin");
    if (!asked.isEmpty()) {
      request.setParameter("lang", asked);
    }
    request.setPreferredLocales(List.of(browser).stream().map(Locale::forLanguageTag).toList());
    return new PageLanguage().resolveLocale(request).getLanguage();
  }

  @Test
  void isTheOneThatIsAskedForElseTheBrowsersElseEnglish() {
    assertThat(language("ms", "en-GB")).isEqualTo("ms");
    assertThat(language("en", "ms-MY")).isEqualTo("en");
    assertThat(language("", "zh-CN", "ms-MY", "en")).isEqualTo("ms");
    assertThat(language("", "zh-CN", "en")).isEqualTo("en");
    assertThat(language("'><script>", "fr")).isEqualTo("en");
  }
}
