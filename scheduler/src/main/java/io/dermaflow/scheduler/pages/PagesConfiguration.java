package io.dermaflow.scheduler.pages;

import java.nio.charset.StandardCharsets;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.web.servlet.LocaleResolver;

/** Languages and words of the pages. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
public class PagesConfiguration {

  @Bean
  MessageSource messageSource() {
    return words();
  }

  @Bean
  LocaleResolver localeResolver() {
    return new PageLanguage();
  }

  /** The words as templates ask for them. */
  static ResourceBundleMessageSource words() {
    ResourceBundleMessageSource source = new ResourceBundleMessageSource();
    source.setBasename(PageWords.BUNDLE);
    source.setDefaultEncoding(StandardCharsets.UTF_8.name());
    source.setFallbackToSystemLocale(false);
    return source;
  }
}
