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

/** Writes dataset cards: pages that load nothing but the pictures they refer to. */
public final class DatasetCardPage {

  private final TemplateEngine engine = engine();

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

  /** The page of a card. */
  public String html(DatasetCard card) {
    Context context = new Context(Locale.ENGLISH);
    context.setVariable("card", card);
    return engine.process("dataset-card", context);
  }

  /**
   * Replaces {@code file} by the page of a card, as a whole or not at all; folders are made.
   *
   * @return {@code file}
   */
  public Path write(DatasetCard card, Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    WholeFiles.write(file, html(card).getBytes(StandardCharsets.UTF_8));
    return file;
  }
}
