package io.dermaflow.scheduler.platform;

import io.dermaflow.files.WholeFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.thymeleaf.TemplateEngine;
import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.templatemode.TemplateMode;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;

/** Writes pages that stand for themselves: one file from a template and one value. */
final class ReportPages {

  private final String template;
  private final String variable;
  private final TemplateEngine engine = engine();

  /**
   * @param template its name below {@code templates/}, without {@code .html}
   * @param variable what the template calls the value
   */
  ReportPages(String template, String variable) {
    this.template = template;
    this.variable = variable;
  }

  private static TemplateEngine engine() {
    ClassLoaderTemplateResolver resolver = new ClassLoaderTemplateResolver();
    resolver.setPrefix("templates/");
    resolver.setSuffix(".html");
    resolver.setTemplateMode(TemplateMode.HTML);
    resolver.setCharacterEncoding(StandardCharsets.UTF_8.name());
    TemplateEngine engine = new SpringTemplateEngine();
    engine.setTemplateResolver(resolver);
    return engine;
  }

  /** The page of a value. */
  String html(Object value) {
    Context context = new Context(Locale.ENGLISH);
    context.setVariable(variable, value);
    return engine.process(template, context);
  }

  /**
   * Replaces {@code file} by the page of a value, as a whole or not at all; folders are made.
   *
   * @return {@code file}
   */
  Path write(Object value, Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    WholeFiles.write(file, html(value).getBytes(StandardCharsets.UTF_8));
    return file;
  }
}
