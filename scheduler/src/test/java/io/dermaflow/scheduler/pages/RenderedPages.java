package io.dermaflow.scheduler.pages;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.templatemode.TemplateMode;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;

/** The pages as the server renders them, without a server. */
final class RenderedPages {

  private static final SpringTemplateEngine ENGINE = engine();

  private RenderedPages() {}

  private static SpringTemplateEngine engine() {
    ClassLoaderTemplateResolver resolver = new ClassLoaderTemplateResolver();
    resolver.setPrefix("templates/");
    resolver.setSuffix(".html");
    resolver.setTemplateMode(TemplateMode.HTML);
    resolver.setCharacterEncoding(StandardCharsets.UTF_8.name());
    SpringTemplateEngine engine = new SpringTemplateEngine();
    engine.setTemplateResolver(resolver);
    engine.setTemplateEngineMessageSource(PagesConfiguration.words());
    return engine;
  }

  /**
   * @param page {@code survey}, {@code result} or {@code data}
   */
  static String html(String page, Locale language) {
    return ENGINE.process("skin/" + page, new Context(language, SkinPages.values(language)));
  }
}
